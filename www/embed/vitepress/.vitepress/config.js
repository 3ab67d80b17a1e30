import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Deep Learning",
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("sf-") } } },
});
