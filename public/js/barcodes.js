// Reads barcodes from a video where the browser cannot do it by itself. The library and its wasm come from zxing-wasm, copied here by
// script/setup; they are loaded when somebody presses the button of the camera, and not before.
const LIBRARY = "/js/zxing-reader.js";
const FORMATS = ["EAN13", "EAN8", "UPCA", "UPCE", "Code128", "Code39", "ITF", "QRCode"];
const WASM = "/js/zxing-reader.wasm";

const load = () =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = LIBRARY;
    script.onload = resolve;
    script.onerror = () => reject(new Error("the barcode reader cannot be loaded"));
    document.head.append(script);
  });

export async function barcodes() {
  if (!globalThis.ZXingWASM) await load();
  const { prepareZXingModule, readBarcodes } = globalThis.ZXingWASM;
  await prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true });
  // From now on it is there without a network too.
  navigator.serviceWorker?.controller?.postMessage({ keep: [LIBRARY, WASM, "/js/barcodes.js"].map((part) => location.origin + part) });
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!video.videoWidth) return undefined;
    // Small enough to be quick, large enough for the bars of a label.
    const scale = Math.min(1, 1024 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), { formats: FORMATS, tryHarder: true, maxNumberOfSymbols: 1 });
    return found.find((one) => one.isValid)?.text;
  };
}
