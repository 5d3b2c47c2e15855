import { readFile } from "node:fs/promises";
import path from "node:path";
import { create } from "fontkit";
import { assert } from "@/lib/core/result";

export type Weight = "regular" | "bold";

/** One font file and the characters it has. `scale` makes the two designs the same size to the eye. */
export type Face = {
  readonly name: string;
  readonly file: Buffer;
  readonly scale: number;
  readonly characters: ReadonlySet<number>;
};

/** The Latin face first, then the Chinese one. */
export type Faces = Record<Weight, readonly Face[]>;

/**
 * Noto Sans SC for Chinese, and for words without Chinese the Latin font that its letters were drawn from: that one also
 * has the Polish, Turkish and Vietnamese letters. Read once: a document embeds only the characters it uses.
 */
export function loadFaces(): Promise<Faces> {
  loading ??= readFaces();
  return loading;
}

let loading: Promise<Faces> | null = null;

// The Latin letters of Noto Sans SC are those of Source Sans, enlarged to stand beside Chinese.
const SOURCE_SANS_SCALE = 1.1166;

async function readFaces(): Promise<Faces> {
  const [latin, latinBold, chinese, chineseBold] = await Promise.all([
    readFace("source-sans-3/400Regular/SourceSans3_400Regular.ttf", SOURCE_SANS_SCALE),
    readFace("source-sans-3/700Bold/SourceSans3_700Bold.ttf", SOURCE_SANS_SCALE),
    readFace("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", 1),
    readFace("noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", 1),
  ]);
  return { regular: [latin, chinese], bold: [latinBold, chineseBold] };
}

async function readFace(file: string, scale: number): Promise<Face> {
  const bytes = await readFile(path.join(process.cwd(), "node_modules", "@expo-google-fonts", file));
  const font = create(bytes);
  assert("characterSet" in font, `${file} is a collection of fonts`);
  return { name: path.basename(file, ".ttf"), file: bytes, scale, characters: new Set(font.characterSet) };
}
