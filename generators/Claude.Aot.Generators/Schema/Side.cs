namespace Claude.Aot.Generators;

/// <summary>Which way an object goes: what the caller makes asks for its required members, what is received accepts any that is missing.</summary>
internal enum Side
{
    Both,
    Request,
    Response,
}
