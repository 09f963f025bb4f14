/*
 * term.h: talking with the person at the terminal.  All of it goes to the
 * terminal or to standard error, never to standard output.
 */
#ifndef TERM_H
#define TERM_H

#include <stddef.h>
#include <stdint.h>

struct app;

/* True where somebody can be asked: standard input and standard error are a
 * terminal, and no --no-input. */
int	 term_can_ask(const struct app *);
/*
 * Asks for a line: "prompt: ".  Without an answer fallback is taken (may be
 * NULL).  Caller frees with wipe_free().  CTXH_EINTERRUPTED: Ctrl-C or end of
 * input.  CTXH_EUSAGE where nobody can be asked.
 */
int	 term_ask(struct app *, const char *prompt, const char *fallback,
	    char **out);
/* Yes or no: 1 or 0; fallback where nobody can be asked or Enter. */
int	 term_confirm(struct app *, const char *prompt, int fallback);
/* Asks for a secret without echo; as term_ask(). */
int	 term_secret(struct app *, const char *prompt, char **out);

/* A line of a descriptor without its end, nothing read beyond it.  Caller
 * frees with wipe_free().  CTXH_EINTERRUPTED: end of input, or Ctrl-C. */
int	 term_read_line(int fd, char **out);

/*
 * A progress bar on standard error, only where that is a terminal.  main
 * hands it to the library; a verb says what it is for before a long call and
 * ends it after (term_progress_end() erases the line).
 */
void	 term_progress_begin(struct app *, const char *label);
void	 term_progress_end(struct app *);
/* The library's progress function; ctx is the struct app. */
int	 term_progress(void *ctx, uint64_t done, uint64_t total);

#endif
