using System.Text.Json.Nodes;

namespace Claude.Aot.Tests.Shared;

/// <summary>A block of the reference fold.</summary>
internal sealed class ReferenceBlock(int index, JsonNode? json)
{
    public int Index => index;

    public JsonNode? Json { get; set; } = json;

    /// <summary>Gets or sets the block as it was started; null if a delta opened it.</summary>
    public JsonNode? Started { get; set; } = json?.DeepClone();

    /// <summary>Gets or sets the type of the delta that opened the block, or null.</summary>
    public string? OpenedBy { get; set; }

    /// <summary>Gets or sets the concatenated fragments of the block's input, or null.</summary>
    public string? Input { get; set; }

    public bool HasDeltas { get; set; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Closes the block. A high surrogate whose low surrogate has not arrived becomes U+FFFD.</summary>
    public void Close()
    {
        IsOpen = false;
        if (Json is JsonObject json)
        {
            ReferenceFold.ReplaceHalves(json);
        }

        Input = Input is null ? null : ReferenceFold.WithoutHalves(Input);
    }
}
