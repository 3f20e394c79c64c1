namespace Claude.Aot.Generators;

/// <summary>An accessor of a view while its members are being collected.</summary>
internal sealed record AccessorDraft(string Name, string Description, AccessorKind Kind, string TypeName)
{
    public List<AccessorSourceDraft> Sources { get; } = [];

    public AccessorSpec ToSpec()
    {
        List<IGrouping<AccessorSourceDraft, AccessorSourceDraft>> places = [.. Sources.GroupBy(source => source with { Member = "" })];
        bool isEverywhere = places.Count == 1 && places[0].Key is { Container.Length: 0, IsAppended: false };
        return new AccessorSpec(Name, Description, Kind, TypeName, places.Select(place => ToSpec(place, isEverywhere)).ToEquatableArray());
    }

    private static AccessorSourceSpec ToSpec(IGrouping<AccessorSourceDraft, AccessorSourceDraft> place, bool isEverywhere) => new(
        (isEverywhere ? [] : place.Select(source => source.Member)).ToEquatableArray(),
        place.Key.Container,
        place.Key.WireName,
        place.Key.IsAppended);
}
