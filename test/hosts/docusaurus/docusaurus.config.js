export default {
  title: "Deep Learning",
  url: "https://example.edu",
  baseUrl: "/",
  onBrokenLinks: "throw",
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
