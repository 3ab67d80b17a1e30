import { useState } from "react";
import { SfRace } from "sweepfield/react/race";

export function App() {
  const [depth, setDepth] = useState(3);
  const [score, setScore] = useState("no answer yet");
  return (
    <>
      <h1>React 18</h1>
      <button onClick={() => setDepth(depth + 1)}>One layer more</button> {depth} layers, {score}
      <SfRace
        size={8}
        depth={depth}
        channels={4}
        mode="predict"
        onAnswer={({ detail }) => setScore(`${detail.score.right} right of ${detail.score.asked}`)}
      >
        The race needs JavaScript.
      </SfRace>
    </>
  );
}
