/*
 * A pupil's JSON with its usual words as a byte each.  JSON without blanks has
 * no control characters, so that these stand for words: a store holds a third
 * less, and what was sealed in full reads as before.
 */
#ifndef CHAIN_WORDS_H
#define CHAIN_WORDS_H

#include "base/buf.h"

/* The order is the file's format: only add, up to 0x1f. */
enum word {
	WORD_NONE,
	WORD_YEAR, WORD_CLASS, WORD_GRADE, WORD_MALE, WORD_FEMALE, WORD_ETHNIC,
	WORD_BORN_AFTER_TEXT, WORD_BORN, WORD_ATTENDS, WORD_STATUS, WORD_FLAGS,
	WORD_POOR, WORD_NEAR_POOR, WORD_DISABLED, WORD_POLICY, WORD_REPEATS,
	WORD_PIONEER, WORD_NEXT, WORD_LIST_END, WORD_NAME, WORD_DAY_BORN,
	WORD_CODES, WORD_MOET, WORD_SCHOOL, WORD_PERSONAL, WORD_CODES_END,
	WORD_PHONE, WORD_ADDRESS, WORD_FATHER, WORD_MOTHER, WORD_END,
	WORD_COUNT
};

const char *word_text(enum word);
/* Appends the text with its words packed; words that are packed stay so. */
void	 words_pack(const char *, size_t, struct buf *out);
/* Writes the words out, in place; fails as the buffer does. */
void	 words_unpack(struct buf *);

#endif
