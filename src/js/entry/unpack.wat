;; Puts a WebAssembly module together from the text that ../build/pack.mjs makes of it, which says what it is.
;; In WebAssembly itself: every page waits for it, and no engine has compiled a page's JavaScript by then.
(module
  ;; A letter for each opcode, which says what follows it; the place in each stream; the text; behind it, the module.
  (memory (export "memory") 1)
  (data (i32.const 0)
    "..rrr.......llt." "fd.............." "vvvrr...mmmmmmmm" "mmmmmmmmmmmmmmmr"
    "rir.8..........." "................" "................" "................"
    "................" "................" "................" "................"
    "................" "................" "................" "............p...")
  ;; Streams, by where their place is.
  (global $REST i32 (i32.const 256))
  (global $SIZES i32 (i32.const 260))
  (global $OPCODES i32 (i32.const 264))
  (global $LABELS i32 (i32.const 268))
  (global $FUNCTIONS i32 (i32.const 272))
  (global $VARIABLES i32 (i32.const 276))
  (global $OFFSETS i32 (i32.const 280))
  (global $INTEGERS i32 (i32.const 284))
  (global $RARE i32 (i32.const 288))
  (global $TEXT i32 (i32.const 292))
  ;; Where the next byte of the module goes.
  (global $next (mut i32) (i32.const 0))

  (func $emit (param $byte i32)
    (i32.store8 (global.get $next) (local.get $byte))
    (global.set $next (i32.add (global.get $next) (i32.const 1))))

  ;; The next character of a stream, as a digit from 0 to 90.
  (func $digit (param $stream i32) (result i32)
    (local $place i32)
    (local $character i32)
    (local.set $place (i32.load (local.get $stream)))
    (i32.store (local.get $stream) (i32.add (local.get $place) (i32.const 1)))
    (local.set $character (i32.load8_u (local.get $place)))
    (i32.sub (i32.sub (local.get $character) (i32.const 35)) (i32.gt_u (local.get $character) (i32.const 92))))

  ;; Adds a digit to a number.
  (func $with_digit (param $number i32) (param $stream i32) (result i32)
    (i32.add (i32.mul (local.get $number) (i32.const 91)) (call $digit (local.get $stream))))

  ;; A number of one, two, three or six digits; the first says of how many.
  (func $number (param $stream i32) (result i32)
    (local $first i32)
    (local $more i32)
    (local.set $first (call $digit (local.get $stream)))
    (if (i32.lt_u (local.get $first) (i32.const 64)) (then (return (local.get $first))))
    (if (i32.lt_u (local.get $first) (i32.const 82))
      (then
        (return
          (i32.add
            (call $with_digit (i32.sub (local.get $first) (i32.const 64)) (local.get $stream))
            (i32.const 64)))))
    (if (i32.lt_u (local.get $first) (i32.const 90))
      (then
        (return
          (i32.add
            (call $with_digit
              (call $with_digit (i32.sub (local.get $first) (i32.const 82)) (local.get $stream))
              (local.get $stream))
            (i32.const 1702)))))
    (local.set $first (i32.const 0))
    (local.set $more (i32.const 5))
    (loop $digits
      (local.set $first (call $with_digit (local.get $first) (local.get $stream)))
      (br_if $digits (local.tee $more (i32.sub (local.get $more) (i32.const 1)))))
    (local.get $first))

  ;; Copies a byte of one digit or two, which are those of the byte that it has changed places with.
  (func $byte (param $stream i32) (result i32)
    (local $byte i32)
    (local.set $byte (call $digit (local.get $stream)))
    (if (i32.ge_u (local.get $byte) (i32.const 89))
      (then
        (local.set $byte
          (i32.add
            (call $with_digit (i32.sub (local.get $byte) (i32.const 89)) (local.get $stream))
            (i32.const 89)))))
    (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 66)) (i32.const 23))
      (then (local.set $byte (i32.add (local.get $byte) (i32.const 29))))
      (else
        (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 95)) (i32.const 23))
          (then (local.set $byte (i32.sub (local.get $byte) (i32.const 29)))))))
    (call $emit (local.get $byte))
    (local.get $byte))

  (func $bytes (param $stream i32) (param $count i32)
    (loop $next_byte
      (if (local.get $count)
        (then
          (drop (call $byte (local.get $stream)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $next_byte)))))

  ;; Copies a number as LEB128, of which only the last byte is below 128.
  (func $copy (param $stream i32) (result i32)
    (local $number i32)
    (local $rest i32)
    (local.set $rest (local.tee $number (call $number (local.get $stream))))
    (loop $parts
      (if (i32.gt_u (local.get $rest) (i32.const 127))
        (then
          (call $emit (i32.or (local.get $rest) (i32.const 128)))
          (local.set $rest (i32.shr_u (local.get $rest) (i32.const 7)))
          (br $parts))))
    (call $emit (local.get $rest))
    (local.get $number))

  ;; The same of an integer that may be negative: the rest is over when it says no more than the last part's sign.
  (func $copy_signed (param $stream i32)
    (local $rest i32)
    (local $part i32)
    (local.set $rest (call $number (local.get $stream)))
    (loop $parts
      (local.set $part (i32.and (local.get $rest) (i32.const 127)))
      (local.set $rest (i32.shr_s (local.get $rest) (i32.const 7)))
      (if (i32.ne (local.get $rest) (i32.shr_s (i32.shl (local.get $part) (i32.const 25)) (i32.const 31)))
        (then
          (call $emit (i32.or (local.get $part) (i32.const 128)))
          (br $parts))))
    (call $emit (local.get $part)))

  ;; Copies a number that is kept as the bytes that it is.
  (func $copy_rare (result i32)
    (local $byte i32)
    (loop $parts
      (local.set $byte (call $byte (global.get $RARE)))
      (br_if $parts (i32.gt_u (local.get $byte) (i32.const 127))))
    (local.get $byte))

  (func $operands (param $kind i32)
    (local $count i32)
    (if (i32.eq (local.get $kind) (i32.const 0x76)) ;; v: a variable
      (then (drop (call $copy (global.get $VARIABLES)))))
    (if (i32.eq (local.get $kind) (i32.const 0x69)) ;; i: an integer
      (then (call $copy_signed (global.get $INTEGERS))))
    (if (i32.eq (local.get $kind) (i32.const 0x6d)) ;; m: a place in memory, without a hint at its alignment
      (then
        (call $emit (i32.const 0))
        (drop (call $copy (global.get $OFFSETS)))))
    (if (i32.eq (local.get $kind) (i32.const 0x66)) ;; f: a function
      (then (drop (call $copy (global.get $FUNCTIONS)))))
    (if (i32.eq (local.get $kind) (i32.const 0x6c)) ;; l: a label
      (then (drop (call $copy (global.get $LABELS)))))
    (if (i32.eq (local.get $kind) (i32.const 0x72)) ;; r: something rare
      (then (drop (call $copy_rare))))
    (if (i32.eq (local.get $kind) (i32.const 0x64)) ;; d: two of that
      (then
        (drop (call $copy_rare))
        (drop (call $copy_rare))))
    (if (i32.eq (local.get $kind) (i32.const 0x38)) ;; 8: so many bytes
      (then (call $bytes (global.get $RARE) (i32.const 8))))
    (if (i32.eq (local.get $kind) (i32.const 0x74)) ;; t: a table of labels, and one more
      (then
        (local.set $count (i32.add (call $copy (global.get $LABELS)) (i32.const 1)))
        (loop $labels
          (drop (call $copy (global.get $LABELS)))
          (br_if $labels (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
    (if (i32.eq (local.get $kind) (i32.const 0x70)) ;; p: another opcode; behind 10 and 11, which copy and fill memory, stand memories
      (then
        (local.set $count (i32.sub (i32.const 12) (call $copy_rare)))
        (call $bytes (global.get $RARE)
          (select (local.get $count) (i32.const 0) (i32.lt_u (local.get $count) (i32.const 3)))))))

  (func $function
    (local $end i32)
    (local $groups i32)
    (local.set $end (i32.add (call $copy (global.get $SIZES)) (global.get $next)))
    ;; Its variables: how many of which type.
    (local.set $groups (i32.shl (call $copy (global.get $SIZES)) (i32.const 1)))
    (loop $next_group
      (if (local.get $groups)
        (then
          (drop (call $copy (global.get $SIZES)))
          (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
          (br $next_group))))
    (loop $instructions
      (call $operands (i32.load8_u (call $byte (global.get $OPCODES))))
      (br_if $instructions (i32.lt_u (global.get $next) (local.get $end)))))

  ;; Returns where the module ends, which begins where the text does.
  (func (export "unpack") (param $end i32) (result i32)
    (local $at i32)
    (local $stream i32)
    (local $count i32)
    ;; Each stream begins behind a space.
    (local.set $at (global.get $TEXT))
    (local.set $stream (global.get $REST))
    (loop $characters
      (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x20))
        (then
          (i32.store (local.get $stream) (i32.add (local.get $at) (i32.const 1)))
          (local.set $stream (i32.add (local.get $stream) (i32.const 4)))))
      (br_if $characters
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (global.set $next (local.get $end))
    (call $bytes (global.get $REST) (i32.const 8))
    (loop $sections
      (local.set $at (call $byte (global.get $REST)))
      (local.set $count (call $copy (global.get $SIZES)))
      (if (i32.eq (local.get $at) (i32.const 10)) ;; code
        (then
          (local.set $count (call $copy (global.get $SIZES)))
          (loop $functions
            (call $function)
            (br_if $functions (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))
        (else (call $bytes (global.get $REST) (local.get $count))))
      (br_if $sections (i32.ne (i32.load8_u (i32.load (global.get $REST))) (i32.const 0x20))))
    (global.get $next)))
