namespace Claude.Aot.Generators;

/// <summary>Where a token stands in its file. No token of JSON spans lines. Lines and columns count from 0.</summary>
internal readonly record struct JsonMark(int Offset, int Line, int Column, int Length);
