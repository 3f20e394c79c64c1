using System.ComponentModel.DataAnnotations;

namespace Claude.Aot.Tests.Shared.Promises.Tools;

/// <summary>A recipe.</summary>
[ClaudeOutput]
internal sealed partial record Recipe(string Title, [property: Range(1, 600)] int Minutes, IReadOnlyList<string> Steps);

/// <summary>An output with a member of every kind.</summary>
[ClaudeOutput]
internal sealed partial record Everything(
    string Text,
    int Number,
    bool Flag,
    Scale Scale,
    DateOnly Day,
    Guid Id,
    Ingredient Main,
    List<Ingredient> Others,
    int[] Numbers,
    IReadOnlyList<IReadOnlyList<string>> Lists,
    string? Note,
    double? Amount);

/// <summary>An ingredient.</summary>
internal sealed record Ingredient(string Name, decimal Grams, List<string>? Tags = null);
