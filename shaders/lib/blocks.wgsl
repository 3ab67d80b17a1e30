// Blocks of weights as every device can read them: each invocation loads the four rows of a block by itself.
struct Invocation {
  @builtin(local_invocation_index) local: u32,
}

// Rows at, at + stride, at + 2 · stride, at + 3 · stride of weight, the same for all invocations of a workgroup.
fn block(invocation: Invocation, at: u32, stride: u32) -> mat4x4f {
  return mat4x4f(weight[at], weight[at + stride], weight[at + 2u * stride], weight[at + 3u * stride]);
}
