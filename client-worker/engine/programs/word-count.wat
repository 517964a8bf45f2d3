;; SPDX-License-Identifier: Apache-2.0
;; Maps a record to the number of its words, as a 32-bit little-endian number. Words are parted by
;; spaces, tabs and line ends. An example of a program for data jobs; word-count.wasm is what it
;; assembles to.
(module
  (memory (export "memory") 1)

  ;; Records go where the first page ends; the result goes before them.
  (func (export "alloc") (param $len i32) (result i32)
    (drop (memory.grow
      (i32.shr_u (i32.add (local.get $len) (i32.const 65535)) (i32.const 16))))
    (i32.const 65536))

  (func $parts (param $byte i32) (result i32)
    (i32.or
      (i32.eq (local.get $byte) (i32.const 32))
      (i32.le_u (i32.sub (local.get $byte) (i32.const 9)) (i32.const 4))))

  (func (export "map") (param $ptr i32) (param $len i32) (result i64)
    (local $end i32) (local $words i32) (local $before i32) (local $now i32)
    (local.set $end (i32.add (local.get $ptr) (local.get $len)))
    (local.set $before (i32.const 1))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $ptr) (local.get $end)))
        (local.set $now (call $parts (i32.load8_u (local.get $ptr))))
        ;; A word begins where something follows what parts.
        (local.set $words (i32.add (local.get $words)
          (i32.and (local.get $before) (i32.eqz (local.get $now)))))
        (local.set $before (local.get $now))
        (local.set $ptr (i32.add (local.get $ptr) (i32.const 1)))
        (br $next)))
    (i32.store (i32.const 0) (local.get $words))
    (i64.const 4)))
