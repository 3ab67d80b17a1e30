import assert from "node:assert/strict";
import { test } from "node:test";
import { minifyWgsl } from "../../scripts/lib/wgsl.js";

test("comments go, nested ones too, and the tokens stay apart", () => {
  const code = `// y = x
enable f16; /* a /* nested */ comment */
const N : u32 = 4; // trailing
@compute @workgroup_size(N, 1)
fn main( @builtin(global_invocation_id) id : vec3u )
{
  let a: array<f32, 4> = b;   /* between */ let c = a[0] - -1.0;
}
`;
  assert.equal(
    minifyWgsl(code),
    `enable f16;
const N : u32 = 4;
@compute @workgroup_size(N,1)
fn main(@builtin(global_invocation_id)id : vec3u)
{
let a: array<f32,4> = b;let c = a[0] - -1.0;
}`,
  );
});
