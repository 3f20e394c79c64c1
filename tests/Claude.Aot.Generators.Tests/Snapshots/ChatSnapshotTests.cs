using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

public class ChatSnapshotTests
{
    [Fact]
    public void Object_OfARequest_ReadsAndWritesEveryKindOfMember() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.ChatRequest.g.cs"]);

    [Fact]
    public void Object_OfAResponse_FallsBackToDefaults() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.Chat.g.cs", "Chat.Cost.g.cs"]);

    [Fact]
    public void Union_WithVariants_IsAnAbstractClass() =>
        Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.Part.g.cs", "Chat.UnknownPart.g.cs", "Chat.WordsPart.g.cs", "Chat.CallPart.g.cs", "Chat.PartType.g.cs", "Chat.PartTypes.g.cs"]);

    [Fact]
    public void OpenEnum_WithKnownValues_IsAStruct() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.Mood.g.cs"]);

    [Fact]
    public void OpenEnum_WithAKindName_HasACSharpEnumToSwitchOn() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.Ending.g.cs", "Chat.EndingKind.g.cs"]);

    [Fact]
    public void KindUnion_WithAList_TakesCollectionExpressions() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.Result.g.cs"]);

    [Fact]
    public void Views_OfThePackage_ReadTheStreamsMemory() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.ChatEventView.g.cs", "Chat.GrowthView.g.cs", "Chat.ChatView.g.cs", "Chat.PartView.g.cs", "Chat.CostView.g.cs"]);

    [Fact]
    public void Rules_OfThePackage_SayHowEventsFold() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.EventRules.g.cs"]);

    [Fact]
    public void Templates_OfThePackage_CompareWhatStaysTheSame() => Snapshot.Verify(Chat(SchemaMetadata.Package()), ["Chat.EventTemplates.g.cs"]);

    [Fact]
    public void OwnSchema_OfAnApp_HasNoViewsAndUsesPublicMembers() => Snapshot.Verify(Chat(SchemaMetadata.App()), ["Chat.Part.g.cs", "Chat.CallPart.g.cs", "Chat.Mood.g.cs", "Chat.PartTypes.g.cs"]);

    [Fact]
    public void Resolver_OfASchema_KnowsEveryOwnedType() => Snapshot.Verify(Chat(SchemaMetadata.App()), ["Chat.ChatJsonResolver.g.cs"]);

    private static GeneratorDriver Chat(SchemaMetadata metadata) => GeneratorHost.Run(metadata, SchemaFile.Chat());
}
