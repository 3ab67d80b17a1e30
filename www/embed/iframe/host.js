const frame = document.querySelector("iframe");
const origin = new URL(frame.src).origin;
const send = (message) => frame.contentWindow.postMessage({ format: "sweepfield/1", ...message }, origin);

addEventListener("message", (event) => {
  if (event.origin !== origin || event.source !== frame.contentWindow || event.data?.format !== "sweepfield/1") return;
  const message = event.data;
  if (message.type === "height") frame.height = message.height;
  if (message.type === "answer")
    document.querySelector("#score").textContent = `${message.score.right} right of ${message.score.asked}`;
  if (message.type === "problem") console.error(message.message);
});

document.querySelector("#deeper").addEventListener("click", () => send({ type: "set", state: { depth: 7 } }));
