// Everything that the vendor's TypeScript client can do: node charactr_ts.cjs CLIENT PLAN REPORT.
//
// CLIENT is the folder with the compiled client, whose modules are in node_modules beside it or above it. PLAN and
// REPORT are as the Python drivers have them; see stage.py.

const fs = require("fs");
const path = require("path");

const [client, planFile, reportFile] = process.argv.slice(2);
const { CharactrAPISDK } = require(path.join(client, "sdk.js"));
const plan = JSON.parse(fs.readFileSync(planFile, "utf8"));
const PATIENCE = 60_000; // milliseconds for a scene

// In an object, because the client throws when it is asked for what it has not, such as the "then" of a promise.
async function connected(url, key) {
  const options = { charactrAPIUrl: url, charactrAPIUrlWs: url.replace("http", "ws") };
  const sdk = new CharactrAPISDK({ ClientKey: "a client", APIKey: key }, options);
  await sdk.init();
  return { sdk };
}

const bytes = (data) => ({ bytes: Buffer.from(data).toString("base64") });

async function whole(result) {
  const { type, durationMs, sizeBytes, audio } = result;
  return { type, durationMs, sizeBytes, data: bytes(await audio.arrayBuffer()) };
}

async function simplex(sdk, voice, text, options = {}) {
  const pieces = [];
  await sdk.tts.convertStreamSimplex(voice, text, { onData: (data) => pieces.push(data) }, options);
  return { audio: bytes(Buffer.concat(pieces)), pieces: pieces.length };
}

// What a duplex stream brought until it closed; talk: what is done with it once it is open and sound has come.
function duplex(sdk, voice, begin, talk = () => {}, options = {}) {
  const pieces = [];
  return new Promise((resolve, reject) => {
    let stream;
    const callbacks = {
      onData: (data) => {
        pieces.push(data);
        talk(stream, pieces.length);
      },
      onClose: (event) => resolve({ audio: bytes(Buffer.concat(pieces)), closed: [event.code, event.reason] }),
    };
    sdk.tts.convertStreamDuplex(voice, callbacks, options).then((opened) => begin((stream = opened)), reject);
  });
}

async function failure(call) {
  try {
    await call();
  } catch (error) {
    return error.message;
  }
  throw new Error("nothing failed");
}

const file = (name) => new Blob([fs.readFileSync(plan[name])]);
const numbered = async (sdk) => (await sdk.tts.getVoices()).find((voice) => voice.name === plan.query);

const SCENES = {
  async voices() {
    const { sdk } = await connected(plan.url, "none");
    return { tts: await sdk.tts.getVoices(), vc: await sdk.vc.getVoices() };
  },

  async speech() {
    const { sdk } = await connected(plan.url, "none");
    const voice = await numbered(sdk);
    const say = (stream) => {
      Object.values(plan.texts).forEach((text) => stream.convert(text));
      stream.close();
    };
    return {
      convert: await whole(await sdk.tts.convert(voice, plan.text)),
      simplex: await simplex(sdk, voice, plan.text),
      pcm: await simplex(sdk, voice.id, plan.text, { format: "pcm", sampleRate: 16000 }),
      duplex: await duplex(sdk, voice, say),
      terminated: await duplex(sdk, voice, (stream) => stream.convert(plan.long), (stream, pieces) => {
        if (pieces === 2) stream.terminate();
      }),
      vc: await whole(await sdk.vc.convert(voice, file("clip"))),
    };
  },

  async clones() {
    const { sdk } = await connected(plan.url, "none");
    const created = await sdk.voiceClone.createClonedVoice("test-voice-sdk", file("opus_clip"));
    const seen = {
      created,
      renamed: await sdk.voiceClone.updateClonedVoice(created.id, "test-voice-sdk-rename"),
      listed: (await sdk.voiceClone.getClonedVoices()).filter((voice) => voice.id === created.id),
      convert: await whole(await sdk.tts.convert(created.id, plan.text, { voiceType: "cloned" })),
      simplex: await simplex(sdk, created.id, plan.text, { voiceType: "cloned" }),
      vc: await whole(await sdk.vc.convert(created.id, file("clip"), { voiceType: "cloned" })),
    };
    await sdk.voiceClone.deleteClonedVoice(created);
    seen.gone = await failure(() => sdk.voiceClone.deleteClonedVoice(created));
    return seen;
  },

  async errors() {
    const { sdk } = await connected(plan.url, "none");
    const { sdk: keyed } = await connected(plan.keyed_url, plan.key);
    return {
      convert: await failure(() => sdk.tts.convert(99999, plan.text)),
      simplex: await failure(() => simplex(sdk, 99999, plan.text)),
      duplex: (await duplex(sdk, 99999, () => {})).closed,
      key: await failure(() => connected(plan.keyed_url, "wrong")),
      keyed: await simplex(keyed, 1, plan.text),
    };
  },
};

async function main() {
  for (const [scene, play] of Object.entries(SCENES)) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`it hung for ${PATIENCE} ms`)), PATIENCE);
    });
    const outcome = await Promise.race([play(), late]).then(
      (value) => ({ value }),
      (error) => ({ error: error.stack })
    );
    clearTimeout(timer);
    fs.appendFileSync(reportFile, JSON.stringify({ scene, ...outcome }) + "\n");
  }
  process.exit(0); // also where something hangs
}

main();
