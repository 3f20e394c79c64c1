using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claude.Aot.Tests.Shared.Promises.Tools;

internal enum Scale
{
    Celsius,

    [JsonStringEnumMemberName("fahrenheit (°F)")]
    Fahrenheit,
}

/// <summary>A place.</summary>
/// <param name="City">The city.</param>
internal sealed record Place(string City, [property: Range(-90, 90)] double Latitude = 0, string? Country = null);

/// <summary>A trip.</summary>
internal sealed class Trip
{
    /// <summary>Its goal.</summary>
    public required Place To { get; init; }

    [Description("How many days it takes.")]
    [Range(1, 30)]
    public int Days { get; set; } = 3;

    [JsonPropertyName("through")]
    public IReadOnlyList<Place> Stops { get; init; } = [];

    public string? Note { get; init; }

    [JsonIgnore]
    public string Hidden { get; set; } = "hidden";
}

internal readonly record struct Point(int X, int Y = 1)
{
    public int Z { get; init; } = 5;
}

internal sealed class Page<T>(IReadOnlyList<T> items)
{
    public IReadOnlyList<T> Items { get; } = items;

    public int Number { get; set; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), 4)]
internal abstract record Shape(string? Name);

/// <summary>A circle.</summary>
internal sealed record Circle(double Radius, string? Name = null) : Shape(Name);

internal sealed record Square(double Side, string? Name = null) : Shape(Name);

internal sealed record Node(string Name, IReadOnlyList<Node>? Children = null);
