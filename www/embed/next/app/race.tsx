"use client";

import { useEffect } from "react";
import "sweepfield/react/jsx";

export function Race({ depth }: { depth: number }) {
  // In the browser alone: the server leaves the tag with its content as it stands.
  useEffect(() => void import("sweepfield/elements/race"), []);
  return (
    <sf-race size={8} depth={depth} channels={4}>
      A PixelCNN needs d steps, a pipelined MDRNN H + W + d − 2.
    </sf-race>
  );
}
