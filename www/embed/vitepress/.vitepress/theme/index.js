import DefaultTheme from "vitepress/theme";
import { onMounted } from "vue";

export default {
  extends: DefaultTheme,
  setup() {
    // In the browser alone: the server leaves the tag with its content as it stands.
    onMounted(() => import("sweepfield/elements/race"));
  },
};
