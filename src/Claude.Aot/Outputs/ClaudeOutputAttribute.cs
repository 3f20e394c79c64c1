namespace Claude.Aot;

/// <summary>
/// Makes a class or record the type of a structured output. The compiler generates its schema (<c>Recipe.OutputConfig</c>), the code that reads it, and
/// <c>Recipe.ReadPartialAsync</c>, which shows the output while it arrives.
/// </summary>
/// <remarks>The type must be partial. Nothing uses reflection.</remarks>
/// <example>
/// <code>
/// [ClaudeOutput]
/// internal sealed partial record Recipe(string Title, int Minutes, IReadOnlyList&lt;string&gt; Steps);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClaudeOutputAttribute : Attribute;
