import { useEffect } from "react";

export default function Race(settings) {
  // In the browser alone: the server leaves the tag with its content as it stands.
  useEffect(() => void import("sweepfield/elements/race"), []);
  return <sf-race {...settings}>A PixelCNN needs d steps, a pipelined MDRNN H + W + d − 2.</sf-race>;
}
