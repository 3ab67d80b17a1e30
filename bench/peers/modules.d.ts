/** The peers are installed by `sweepfield bench --peers` alone, so their types are not at hand here. */
declare module "@tensorflow/tfjs-core";
declare module "@tensorflow/tfjs-core/dist/register_all_gradients.js";
declare module "@tensorflow/tfjs-backend-webgpu";
declare module "@tensorflow/tfjs-backend-cpu";
declare module "@jax-js/jax";
declare module "onnxruntime-web/webgpu";
declare module "onnx-proto";
