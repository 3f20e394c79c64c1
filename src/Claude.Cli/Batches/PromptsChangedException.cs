namespace Claude.Cli.Batches;

/// <summary>The exception for a prompt file that was changed while it was being sent. No batch was created.</summary>
internal sealed class PromptsChangedException() : InputException(
    "the prompt file was changed while it was being sent, so no batch was created. Restore the file and run the command again, or use another --out");
