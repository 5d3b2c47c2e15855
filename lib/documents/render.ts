import { assert } from "@/lib/core/result";
import { Paper, type PaperSize } from "@/lib/documents/paper";

/**
 * Draws one document after the other into one PDF, letting the process serve others in between: several hundred slips
 * must not hold up everybody else's pages.
 */
export async function renderEach<Dto>(
  size: PaperSize,
  title: string,
  documents: readonly Dto[],
  draw: (paper: Paper, document: Dto) => void,
): Promise<Uint8Array> {
  assert(documents.length > 0, "there is nothing to print");
  const paper = await Paper.open(size, title);
  for (const document of documents) {
    draw(paper, document);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return await paper.finish();
}
