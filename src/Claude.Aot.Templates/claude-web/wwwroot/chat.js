const form = document.getElementById("form");
const answer = document.getElementById("answer");

form.addEventListener("submit", async event => {
  event.preventDefault();
  answer.textContent = "";
  try {
    const prompt = document.getElementById("prompt").value;
    const response = await fetch("chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ prompt }),
    });
    if (!response.ok) {
      throw new Error(`The server answered with status ${response.status}.`);
    }

    // Each piece of text is shown when it arrives.
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      answer.textContent += piece.value;
    }
  } catch (error) {
    answer.textContent += `\n[${error.message}]`;
  }
});
