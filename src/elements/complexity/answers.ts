import { t, tHtml } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { closedForm } from "./closed-forms.js";
import type { TableFacts } from "./counting.js";
import { prose } from "./formulas.tex.js";
import type { ComplexityState } from "./quantities.js";

const grouped = (value: number | bigint | null): string => (value === null ? t`none` : value.toLocaleString("en-US"));

/** The homework's questions with their answers at the present settings, and where its text misleads. */
export function answers({ settings, facts }: TableFacts, { symbol, links }: ComplexityState): TemplateResult {
  const { depth, height, width } = settings;
  const { pixelcnn, quadrant, gated, mdrnn, diagonal } = facts;
  const isKernel = symbol === "kernel";
  const least = (steps: typeof pixelcnn.steps): number => steps.minimum.cells.length;
  const conv = isKernel ? prose.orderConvByKernel() : prose.orderConv();
  const recurrent = isKernel ? prose.orderRecurrentByKernel() : prose.orderConv();
  const triangle = ((depth + 1) * (depth + 2)) / 2;
  const interior = pixelcnn.sight.interior;
  const taps = grouped(closedForm("taps pixelcnn", settings));
  const connections = grouped(mdrnn.counts.connections);
  const printed = html`${prose.triangle({ pixels: triangle })}`;
  return html`
    <section class="panel answers" part="answers" aria-labelledby="answers-title">
      <h2 id="answers-title">${t`The homework’s questions, answered at your numbers`}</h2>
      <div class="parts">
        <article>
          <h3>${t`PixelCNN (a): connections`}</h3>
          <p class="order">${conv}</p>
          <p>
            ${tHtml`A tap is a matrix between the maps of two pixels. The mask leaves about half of the kernel’s taps, at every position, in every layer: <span class="shown">${isKernel ? prose.convConnectionsByKernel({ taps }) : prose.convConnections({ taps })}</span> with the taps on the padding, ${grouped(pixelcnn.counts.connections)} without.`}
            ${
              isKernel
                ? tHtml`Here <i>k</i> is the kernel’s side and <i>c</i> the number of channels.`
                : tHtml`Here <i>k</i> is the number of channels; the kernel’s side <i>n</i> is a constant, 3 on the sheet.`
            }
          </p>
        </article>
        <article>
          <h3>${t`PixelCNN (b): sequential steps`}</h3>
          <p class="order">${prose.orderDepth()}</p>
          <p>
            ${tHtml`<span class="shown">${prose.depth({ steps: least(pixelcnn.steps) })}</span> Given the image, a layer runs at all pixels at once. That is for reading an image. Drawing one takes ${grouped(pixelcnn.drawing.wavefront)} pixel-steps at the least and ${grouped(pixelcnn.drawing.naive)} pixel by pixel, each ${depth} products deep.`}
          </p>
        </article>
        <article>
          <h3>${t`Multidimensional RNN (a): connections`}</h3>
          <p class="order">${recurrent}</p>
          <p>
            ${tHtml`Three matrices per cell, W<sub>in</sub>, W<sub>W</sub> and W<sub>N</sub>, of which the first row lacks one and the first column another: <span class="shown">${isKernel ? prose.recurrentConnectionsByKernel({ connections }) : prose.recurrentConnections({ connections })}</span> The same order as the PixelCNN, with a smaller constant.`}
          </p>
        </article>
        <article>
          <h3>${t`Multidimensional RNN (b): sequential steps`}</h3>
          <p class="order">${prose.orderSweep()}</p>
          <p>
            ${tHtml`<span class="shown">${prose.sweep({ steps: least(mdrnn.steps) })}</span> A layer follows one step behind the one below, and no schedule is shorter. Layer by layer it is <span class="shown">${prose.apart({ steps: mdrnn.steps.layerwise.cells.length })}</span> or ${prose.orderApart()} steps. The number of channels does not matter.`}
          </p>
        </article>
        <article class="credit">
          <h3>${t`Extra credit: what is good and bad about each`}</h3>
          <ul>
            <li>
              ${tHtml`<b>Parallelism.</b> The PixelCNN trains in ${least(pixelcnn.steps)} steps with all ${height * width} pixels at once; the MDRNN takes ${least(mdrnn.steps)}, and on a machine as wide as its widest step much of it idles.`}
            </li>
            <li>
              ${tHtml`<b>Context.</b> The PixelCNN sees at most ${grouped(interior?.size ?? null)} pixels, of a window of ${grouped(interior?.window ?? null)}: ${grouped(interior?.blind ?? null)} lie in its blind spot, and more layers only add to them. Two stacks mend that (${grouped(gated.sight.interior?.blind ?? null)} blind). One MDRNN layer sees everything to the north-west, but nothing to the upper right; a Diagonal BiLSTM sees all of the past.`}
            </li>
            <li>
              ${tHtml`<b>Memory.</b> Both keep one number per unit for training; gates multiply that by six to twelve.`}
            </li>
            <li>
              ${tHtml`<b>Gradients.</b> At most ${least(pixelcnn.steps)} products lie on a path through the PixelCNN, up to ${least(mdrnn.steps)} through the MDRNN, whose paths also multiply in number.`}
            </li>
            <li>
              ${tHtml`<b>Drawing turns it round.</b> Pixel-steps at the least: MDRNN ${mdrnn.drawing.wavefront}, PixelCNN ${pixelcnn.drawing.wavefront}, gated ${gated.drawing.wavefront}, Diagonal BiLSTM ${diagonal.drawing.wavefront}. It is not the recurrence that draws faster: a PixelCNN that sees the north-west only takes ${quadrant.drawing.wavefront} as well. The more context a model sees, the fewer pixels can be drawn at once.`}
            </li>
          </ul>
        </article>
        <article class="misprints">
          <h3>${t`Where the sheet misleads`}</h3>
          <ul>
            <li>
              ${tHtml`<b>x for h.</b> In the MDRNN’s formula it prints x of the two neighbours. Meant is <span class="shown">${prose.intended()}</span> As printed there is no recurrence: a convolution of three taps, ${depth} steps, and a triangle of ${printed} pixels.`}
              ${links ? html`<a href="wavefront.html?printed=1">${t`See it run as printed.`}</a>` : ""}
            </li>
            <li>
              ${tHtml`<b>“The output of a PixelCNN”</b> in part (b) of the MDRNN was copied from the question before: the MDRNN’s output is meant.`}
            </li>
            <li>
              ${tHtml`<b>(i, j) is (column, row).</b> W<sub>W</sub> goes with (i − 1, j), the west neighbour, and W<sub>N</sub> with (i, j − 1), the north one. These pages write (row, column).`}
            </li>
            <li>
              ${tHtml`<b>k</b> counts channels there, and kernels are 3 × 3. Read as the kernel’s side, the answer to (a) needs the channels too: switch it above.`}
            </li>
          </ul>
        </article>
      </div>
    </section>
  `;
}
