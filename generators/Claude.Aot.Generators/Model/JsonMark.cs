namespace Claude.Aot.Generators;

/// <summary>The position of a token in its file. A JSON token never spans lines. Lines and columns are counted from 0.</summary>
internal readonly record struct JsonMark(int Offset, int Line, int Column, int Length);
