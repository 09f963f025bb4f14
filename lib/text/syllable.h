/* Whether a word can be Vietnamese, which tells in what a text is written. */
#ifndef TEXT_SYLLABLE_H
#define TEXT_SYLLABLE_H

#include <stddef.h>

/*
 * 1 where the word, in UTF-8 in any case and normal form, is built as a
 * Vietnamese syllable: an onset, a rime that the language has, at most one
 * tone, and where it ends in a stop one that such a syllable takes.  0, or -1
 * without memory.
 */
int	 syllable_is_vietnamese(const char *, size_t);

#endif
