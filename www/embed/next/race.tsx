"use client";

import { useEffect } from "react";
import "sweepfield/react/jsx";

export function Race({ depth }: { depth: number }) {
  useEffect(() => void import("sweepfield/elements/race"), []);
  return (
    <sf-race size={8} depth={depth}>
      The race needs JavaScript.
    </sf-race>
  );
}
