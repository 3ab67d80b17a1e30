import BrowserOnly from "@docusaurus/BrowserOnly";
import { useEffect } from "react";

function Race(settings) {
  useEffect(() => void import("sweepfield/elements/race"), []);
  return <sf-race {...settings}>The race needs JavaScript.</sf-race>;
}

// In a page of MDX: <Race size={8} depth={3} />
export default (settings) => <BrowserOnly>{() => <Race {...settings} />}</BrowserOnly>;
