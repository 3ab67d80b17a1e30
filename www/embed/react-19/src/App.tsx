import { useState } from "react";
import "sweepfield/elements/race";
import "sweepfield/react/jsx";

export function App() {
  const [depth, setDepth] = useState(3);
  const [score, setScore] = useState("no answer yet");
  return (
    <>
      <h1>React 19</h1>
      <button onClick={() => setDepth(depth + 1)}>One layer more</button> {depth} layers, {score}
      <sf-race
        size={8}
        depth={depth}
        channels={4}
        mode="predict"
        onanswer={({ detail }) => setScore(`${detail.score.right} right of ${detail.score.asked}`)}
      >
        The race needs JavaScript.
      </sf-race>
    </>
  );
}
