namespace Claude.Cli.Batches;

/// <summary>The file of prompts was changed while it was being sent. Nothing was created.</summary>
internal sealed class PromptsChangedException() : InputException("the file of prompts was changed while it was being sent: no batch was created. Run the command again when it is as it was, or with another --out");
