/* Firmware for an ATmega under simavr: runs every vector that vectors.h holds and prints the outputs, in
 * hexadecimal, to UART0.
 *
 *   o HEX      outputs of one vector, one after another
 *   t TICKS    of 1024 cycles, for all vectors together
 *   s BYTES    most stack that was in use, this file's own frames included
 *
 * The end is a sleep with interrupts off, at which simavr stops.
 */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <avr/sleep.h>

#include "network.h"
#include "vectors.h"

#define PAINT 0xA5u

extern uint8_t _end;
extern uint8_t __stack;

static network_arena_t arena;

static void put(char c)
{
    while ((UCSR0A & (1u << UDRE0)) == 0u) {
    }
    UDR0 = (uint8_t)c;
}

static void put_byte(uint8_t byte)
{
    static const char digits[] PROGMEM = "0123456789abcdef";
    put((char)pgm_read_byte(&digits[byte >> 4]));
    put((char)pgm_read_byte(&digits[byte & 15u]));
}

static void put_number(char label, uint32_t value)
{
    char text[11];
    uint8_t length = 0;
    do {
        text[length++] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value != 0u);
    put(label);
    put(' ');
    while (length > 0u) {
        put(text[--length]);
    }
    put('\n');
}

/* Before main: everything between the variables and the stack. */
static void paint_stack(void) __attribute__((noinline));
static void paint_stack(void)
{
    uint8_t *at = &_end;
    /* The last bytes are this function's own frame. */
    while (at < (uint8_t *)(SP - 32u)) {
        *at++ = PAINT;
    }
}

static uint16_t most_stack(void)
{
    const uint8_t *at = &_end;
    while (at <= &__stack && *at == PAINT) {
        ++at;
    }
    return (uint16_t)(&__stack - at + 1);
}

static void read_inputs(const uint8_t *from)
{
    uint16_t i;
    for (i = 0; i < sizeof(input_spans) / sizeof(input_spans[0]); ++i) {
        const span_t span = input_spans[i];
        memcpy_P(arena.bytes + span.offset, from, span.bytes);
        from += span.bytes;
    }
}

static void print_outputs(void)
{
    uint16_t i, k;
    put('o');
    put(' ');
    for (i = 0; i < sizeof(output_spans) / sizeof(output_spans[0]); ++i) {
        for (k = 0; k < output_spans[i].bytes; ++k) {
            put_byte(arena.bytes[output_spans[i].offset + k]);
        }
    }
    put('\n');
}

int main(void)
{
    uint32_t ticks = 0;
    uint16_t vector;
    paint_stack();
    UCSR0B = 1u << TXEN0;
    TCCR1B = (1u << CS12) | (1u << CS10);
    for (vector = 0; vector < VECTOR_COUNT; ++vector) {
        uint16_t start;
        read_inputs(vector_inputs + vector * VECTOR_BYTES);
        start = TCNT1;
        network_run(&arena);
        ticks += (uint16_t)(TCNT1 - start);
        print_outputs();
    }
    put_number('t', ticks);
    put_number('s', most_stack());
    cli();
    sleep_enable();
    for (;;) {
        sleep_cpu();
    }
}
