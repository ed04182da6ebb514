;; Decodes a WebAssembly module from the text that encode.mjs makes of it. README.md describes the
;; format. The decoder is WebAssembly itself, because every page waits for it, and no engine has
;; compiled a page's JavaScript by then.
(module
  ;; In this order: one letter for each opcode, which tells its operands; the position in each
  ;; stream; the table of symbols; a queue of decoded code bytes; the text; the decoded module.
  (memory (export "memory") 1)
  (data (i32.const 0)
    "..bbb.......llt." "fd.............." "vvvbb...mmmmmmmm" "mmmmmmmmmmmmmmmb"
    "bic.8..........." "................" "................" "................"
    "................" "................" "................" "................"
    "................" "................" "................" "............p...")
  ;; The streams, each identified by the address of its position.
  (global $REST i32 (i32.const 256))
  (global $SIZES i32 (i32.const 260))
  (global $SYMBOLS i32 (i32.const 264))
  (global $CODE i32 (i32.const 268))
  (global $CONSTANTS i32 (i32.const 272))
  (global $LABELS i32 (i32.const 276))
  (global $FUNCTIONS i32 (i32.const 280))
  (global $OFFSETS i32 (i32.const 284))
  (global $FAR i32 (i32.const 288))
  (global $ASSIGNED i32 (i32.const 292))
  (global $VARIABLES i32 (i32.const 296))
  (global $MORE_VARIABLES i32 (i32.const 300))
  (global $INTEGERS i32 (i32.const 304)) ;; 128 streams
  (global $SYMBOL_TABLE i32 (i32.const 816)) ;; at most 256 entries of 4 bytes
  (global $QUEUE i32 (i32.const 1840)) ;; at most 208 bytes
  (global $TEXT i32 (i32.const 2048))
  ;; The address of the module's next byte.
  (global $next (mut i32) (i32.const 0))
  ;; The start and the end of the queued code bytes.
  (global $queued (mut i32) (i32.const 0))
  (global $queue_end (mut i32) (i32.const 0))

  (func $emit (param $byte i32)
    (i32.store8 (global.get $next) (local.get $byte))
    (global.set $next (i32.add (global.get $next) (i32.const 1))))

  ;; Reads the next character of a stream.
  (func $character (param $stream i32) (result i32)
    (local $place i32)
    (local.set $place (i32.load (local.get $stream)))
    (i32.store (local.get $stream) (i32.add (local.get $place) (i32.const 1)))
    (i32.load8_u (local.get $place)))

  ;; Appends the next digit of a stream to a number.
  (func $with_digit (param $number i32) (param $stream i32) (result i32)
    (local $character i32)
    (local.set $character (call $character (local.get $stream)))
    (i32.sub
      (i32.add (i32.mul (local.get $number) (i32.const 91)) (local.get $character))
      (i32.add (i32.const 35) (i32.gt_u (local.get $character) (i32.const 92)))))

  ;; Reads a number of one, two, three or six digits. The first digit tells how many.
  (func $number (param $stream i32) (result i32)
    (local $first i32)
    (local $more i32)
    (local.set $first (call $with_digit (i32.const 0) (local.get $stream)))
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

  ;; Undoes the code in which small multiples of four have one digit.
  (func $from_fours (param $number i32) (result i32)
    (select
      (i32.shl (local.get $number) (i32.const 2))
      (i32.sub (local.get $number) (i32.const 62))
      (i32.lt_u (local.get $number) (i32.const 62))))

  ;; Copies a byte, written as a character, or as a number after a tilde.
  (func $byte (param $stream i32) (result i32)
    (local $byte i32)
    (if (i32.eq (local.tee $byte (call $character (local.get $stream))) (i32.const 0x7e))
      (then (local.set $byte (call $number (local.get $stream)))))
    (call $emit (local.get $byte))
    (local.get $byte))

  (func $bytes (param $stream i32) (param $count i32)
    (loop $next_byte
      (if (local.get $count)
        (then
          (drop (call $byte (local.get $stream)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $next_byte)))))

  ;; Writes a number as LEB128. Only its last byte is below 128.
  (func $emit_number (param $number i32)
    (loop $parts
      (if (i32.gt_u (local.get $number) (i32.const 127))
        (then
          (call $emit (i32.or (local.get $number) (i32.const 128)))
          (local.set $number (i32.shr_u (local.get $number) (i32.const 7)))
          (br $parts))))
    (call $emit (local.get $number)))

  ;; Writes an integer, which may be negative, as LEB128. The last byte is reached when the rest
  ;; equals the sign of the byte.
  (func $emit_integer (param $rest i32)
    (local $part i32)
    (loop $parts
      (local.set $part (i32.and (local.get $rest) (i32.const 127)))
      (local.set $rest (i32.shr_s (local.get $rest) (i32.const 7)))
      (if
        (i32.ne
          (local.get $rest)
          (i32.shr_s (i32.shl (local.get $part) (i32.const 25)) (i32.const 31)))
        (then
          (call $emit (i32.or (local.get $part) (i32.const 128)))
          (br $parts))))
    (call $emit (local.get $part)))

  (func $copy (param $stream i32) (result i32)
    (local $number i32)
    (call $emit_number (local.tee $number (call $number (local.get $stream))))
    (local.get $number))

  ;; Queues the meaning of a symbol: a byte, or two symbols.
  (func $queue (param $symbol i32)
    (local.set $symbol
      (i32.load (i32.add (global.get $SYMBOL_TABLE) (i32.shl (local.get $symbol) (i32.const 2)))))
    (if (i32.gt_u (local.get $symbol) (i32.const 255))
      (then
        (call $queue (i32.sub (i32.shr_u (local.get $symbol) (i32.const 8)) (i32.const 1)))
        (call $queue (i32.and (local.get $symbol) (i32.const 255))))
      (else
        (i32.store8 (global.get $queue_end) (local.get $symbol))
        (global.set $queue_end (i32.add (global.get $queue_end) (i32.const 1))))))

  ;; Returns the next byte of code without consuming it.
  (func $code_byte (result i32)
    (if (i32.eq (global.get $queued) (global.get $queue_end))
      (then
        (global.set $queue_end (global.get $QUEUE))
        (global.set $queued (global.get $QUEUE))
        (call $queue (call $number (global.get $CODE)))))
    (i32.load8_u (global.get $queued)))

  (func $copy_code (result i32)
    (local $byte i32)
    (call $emit (local.tee $byte (call $code_byte)))
    (global.set $queued (i32.add (global.get $queued) (i32.const 1)))
    (local.get $byte))

  ;; Copies an integer, read from the stream of the next opcode. 0 means that the integer is in the
  ;; stream of far ones. Any other number is the integer plus two.
  (func $integer
    (local $number i32)
    (local.set $number
      (call $number
        (i32.add
          (global.get $INTEGERS)
          (i32.shl (i32.and (call $code_byte) (i32.const 127)) (i32.const 2)))))
    (if (local.get $number)
      (then
        (local.set $number (i32.sub (local.get $number) (i32.const 2)))
        (if
          (i32.and
            (i32.ge_s (local.get $number) (i32.const 0))
            (i32.eq (call $code_byte) (i32.const 0x6a))) ;; i32.add
          (then (local.set $number (call $from_fours (local.get $number))))))
      (else (local.set $number (call $number (global.get $FAR)))))
    (call $emit_integer (local.get $number)))

  (func $operands (param $opcode i32) (param $previous i32)
    (local $kind i32)
    (local $count i32)
    (local.set $kind (i32.load8_u (local.get $opcode)))
    (if (i32.eq (local.get $kind) (i32.const 0x76)) ;; v: a variable
      (then
        (drop
          (call $copy
            (select
              (global.get $ASSIGNED)
              (select
                (global.get $MORE_VARIABLES)
                (global.get $VARIABLES)
                (i32.eq (local.get $previous) (local.get $opcode)))
              (i32.ne (local.get $opcode) (i32.const 0x20))))))) ;; local.get
    (if (i32.eq (local.get $kind) (i32.const 0x69)) ;; i: an integer
      (then (call $integer)))
    (if (i32.eq (local.get $kind) (i32.const 0x6d)) ;; m: an offset, after an alignment of 0
      (then
        (call $emit (i32.const 0))
        (call $emit_number (call $from_fours (call $number (global.get $OFFSETS))))))
    (if (i32.eq (local.get $kind) (i32.const 0x66)) ;; f: a function
      (then (drop (call $copy (global.get $FUNCTIONS)))))
    (if (i32.eq (local.get $kind) (i32.const 0x6c)) ;; l: a label
      (then (drop (call $copy (global.get $LABELS)))))
    (if (i32.eq (local.get $kind) (i32.const 0x62)) ;; b: a byte
      (then (drop (call $copy_code))))
    (if (i32.eq (local.get $kind) (i32.const 0x64)) ;; d: two bytes
      (then
        (drop (call $copy_code))
        (drop (call $copy_code))))
    (if (i32.eq (local.get $kind) (i32.const 0x63)) ;; c: a constant of any size
      (then
        (loop $parts
          (br_if $parts (i32.gt_u (call $byte (global.get $CONSTANTS)) (i32.const 127))))))
    (if (i32.eq (local.get $kind) (i32.const 0x38)) ;; 8: a constant of 8 bytes
      (then (call $bytes (global.get $CONSTANTS) (i32.const 8))))
    (if (i32.eq (local.get $kind) (i32.const 0x74)) ;; t: a table of labels and a default label
      (then
        (local.set $count (i32.add (call $copy (global.get $LABELS)) (i32.const 1)))
        (loop $labels
          (drop (call $copy (global.get $LABELS)))
          (br_if $labels (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
    (if (i32.eq (local.get $kind) (i32.const 0x70)) ;; p: a second opcode
      (then
        ;; After 10 and 11 (memory.copy, memory.fill), memories follow.
        (local.set $count (i32.sub (i32.const 12) (call $copy_code)))
        (if (i32.lt_u (local.get $count) (i32.const 3))
          (then
            (loop $memories
              (drop (call $copy_code))
              (br_if $memories (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))))))

  (func $function
    (local $start i32)
    (local $body i32)
    (local $count i32)
    (local $depth i32)
    (local $opcode i32)
    (local $previous i32)
    ;; Leaves three bytes, the most that the function's size before it can take.
    (local.set $start (global.get $next))
    (global.set $next (local.tee $body (i32.add (local.get $start) (i32.const 3))))
    ;; Local variables: the number of groups, then each group's count and type.
    (local.set $count (i32.shl (call $copy (global.get $SIZES)) (i32.const 1)))
    (loop $next_group
      (if (local.get $count)
        (then
          (drop (call $copy (global.get $SIZES)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $next_group))))
    (local.set $depth (i32.const 1))
    (loop $instructions
      (local.set $previous (local.get $opcode))
      (local.set $opcode (call $copy_code))
      ;; end closes a block, a loop, an if or, finally, the function.
      (local.set $depth
        (i32.sub
          (i32.add
            (local.get $depth)
            (i32.lt_u (i32.sub (local.get $opcode) (i32.const 2)) (i32.const 3)))
          (i32.eq (local.get $opcode) (i32.const 11))))
      (call $operands (local.get $opcode) (local.get $previous))
      (br_if $instructions (local.get $depth)))
    (local.set $count (i32.sub (global.get $next) (local.get $body)))
    (global.set $next (local.get $start))
    (call $emit_number (local.get $count))
    (memory.copy (global.get $next) (local.get $body) (local.get $count))
    (global.set $next (i32.add (global.get $next) (local.get $count))))

  ;; Decodes the text, which ends at $end. The module begins there. Returns the module's end.
  (func (export "decode") (param $end i32) (result i32)
    (local $at i32)
    (local $stream i32)
    (local $count i32)
    ;; Each stream begins after an exclamation mark.
    (local.set $at (global.get $TEXT))
    (local.set $stream (global.get $REST))
    (loop $characters
      (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x21))
        (then
          (i32.store (local.get $stream) (i32.add (local.get $at) (i32.const 1)))
          (local.set $stream (i32.add (local.get $stream) (i32.const 4)))))
      (br_if $characters
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (local.set $at (global.get $SYMBOL_TABLE))
    (loop $symbols
      (i32.store (local.get $at) (call $number (global.get $SYMBOLS)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $symbols (i32.ne (i32.load8_u (i32.load (global.get $SYMBOLS))) (i32.const 0x21))))
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
      (br_if $sections (i32.ne (i32.load8_u (i32.load (global.get $REST))) (i32.const 0x21))))
    (global.get $next)))
