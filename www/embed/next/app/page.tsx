import { Race } from "./race";

export default function Lesson() {
  return (
    <main>
      <h1>Lecture 7</h1>
      <Race depth={3} />
    </main>
  );
}
