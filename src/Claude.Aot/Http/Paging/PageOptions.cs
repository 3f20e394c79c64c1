using System.Globalization;

namespace Claude.Aot;

/// <summary>Which page of a list to give. Immutable.</summary>
public sealed record PageOptions
{
    /// <summary>How many a page has at most, 1 to 1,000: the API refuses what is outside of that. Null by default: then 20, as the API has it.</summary>
    public int? Limit { get; init; }

    /// <summary>Begins behind the item of this id, and goes on towards older ones. Null by default.</summary>
    public string? AfterId { get; init; }

    /// <summary>Ends before the item of this id; an enumeration goes on towards newer ones, page by page, each in the order of the list. Null by default. Not together with <see cref="AfterId"/>: calls refuse both
    /// with an <see cref="ArgumentException"/>.</summary>
    public string? BeforeId { get; init; }

    /// <exception cref="ArgumentException">There are both ids.</exception>
    internal void Verify()
    {
        if (AfterId is not null && BeforeId is not null)
        {
            throw new ArgumentException($"A page begins behind one item or ends before one: set {nameof(AfterId)} or {nameof(BeforeId)}, not both.");
        }
    }

    /// <exception cref="ArgumentException">There are both ids.</exception>
    internal string ToQuery()
    {
        Verify();
        var parts = new List<string>();
        Add("limit", Limit?.ToString(CultureInfo.InvariantCulture));
        Add("after_id", AfterId);
        Add("before_id", BeforeId);
        return string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
