namespace Claude.Aot.Generators;

/// <summary>
/// The direction in which an object is sent. An object that the caller creates must have its required members; a received object can lack any member.
/// </summary>
internal enum Side
{
    Both,
    Request,
    Response,
}
