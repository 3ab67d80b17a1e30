import node from "@astrojs/node";
import { defineConfig } from "astro/config";

// Every page is rendered when it is asked for.
export default defineConfig({ output: "server", adapter: node({ mode: "standalone" }) });
