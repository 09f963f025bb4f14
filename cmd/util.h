/*
 * util.h: memory that is there or the program ends, text building, files,
 * and short cuts for values.
 */
#ifndef UTIL_H
#define UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "ctxh.h"

struct app;

/* ---- memory: never NULL ---- */
/* First of all; what is put by then serves what is said at the end. */
void	 memory_init(void);
/* Whether the library found no memory, and is worth another try: there is more
 * now.  Where there is none to give, what must be had ends the program. */
int	 memory_again(int status, int must);
void	*xmalloc(size_t);
void	*xrealloc(void *, size_t);
char	*xstrdup(const char *);
char	*xstrndup(const char *, size_t);
char	*xasprintf(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2)));
char	*xvasprintf(const char *fmt, va_list)
	    __attribute__((format(printf, 1, 0)));
/* Of a text for people that filled its buffer: ends it before a letter that
 * would be cut, with "…".  Returns it. */
char	*cut_full(char *buf, size_t size);
/* Overwrites secrets in a way that compilers keep. */
void	 wipe(void *, size_t);
/* Wipes and frees a text; NULL is allowed. */
void	 wipe_free(char *);

/* ---- growing text; what it leaves behind as it grows is wiped ---- */
struct str { char *s; size_t len, cap; };	/* start with { 0 } */
void	 str_add(struct str *, const char *, size_t);
void	 str_puts(struct str *, const char *);
void	 str_printf(struct str *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* ---- values ---- */
/* The text of a member, or NULL. */
const char *val_str(const ctxh_value *, const char *key);
/* The number of a member, or 0. */
int64_t	 val_int(const ctxh_value *, const char *key);
int	 val_true(const ctxh_value *, const char *key);
/* The item of list whose member key is text, or NULL. */
const ctxh_value *val_find(const ctxh_value *list, const char *key,
	    const char *text);
/* Caller frees; NULL for NULL alone. */
ctxh_value *val_copy(const ctxh_value *);
void	 val_put(ctxh_value *object, const char *key, ctxh_value *);
void	 val_put_text(ctxh_value *object, const char *key, const char *);
void	 val_put_int(ctxh_value *object, const char *key, int64_t);
void	 val_put_bool(ctxh_value *object, const char *key, int);
void	 val_push(ctxh_value *list, ctxh_value *);
/* As JSON; caller frees with wipe_free(). */
char	*val_print(const ctxh_value *, int pretty);

/* ---- files (file.c); "-" is standard input or output ---- */
/* The whole file, NUL behind it; at most max bytes.  Caller frees with
 * wipe_free().  CTXH_EFAIL, CTXH_EUSAGE (too long) through app_fail(). */
int	 file_read(struct app *, const char *path, size_t max, char **out,
	    size_t *len);
/* What is left of a file that is open already; path is for messages. */
int	 file_read_fd(struct app *, int fd, const char *path, size_t max,
	    char **out, size_t *len);
/* The text of an option: "-" and "@FILE" stand for what is in there, without
 * line ends behind it, "@@" for a leading "@".  Caller frees with
 * wipe_free(). */
int	 text_argument(struct app *, const char *option, const char *text,
	    size_t max, char **out);
/* A stream for the library: file_open(), then file_source as ctxh_read_fn
 * with the struct as its ctx, then file_close(). */
struct file { int fd; const char *path; uint64_t size; int64_t at; };
int	 file_open(struct app *, const char *path, struct file *);
int	 file_source(void *file, void *buf, size_t size, size_t *got);
/* As ctxh_read_at_fn, where file_can_seek() says so. */
int	 file_can_seek(const struct file *);
int	 file_source_at(void *file, uint64_t at, void *buf, size_t size,
	    size_t *got);
void	 file_close(struct file *);
/* Makes a new file of that mode with these bytes, synced; never overwrites.
 * CTXH_EFAIL through app_fail(). */
int	 file_create(struct app *, const char *path, unsigned mode,
	    const char *text, size_t len);
/* A new file that is written bit by bit through fd: it has no name until
 * file_new_end(), which takes none that is taken; file_new_drop() leaves
 * nothing.  CTXH_EFAIL through app_fail(). */
struct file_new { int fd; const char *path; char *temporary; };
int	 file_new_begin(struct app *, const char *path, unsigned mode,
	    struct file_new *);
int	 file_new_end(struct app *, struct file_new *);
void	 file_new_drop(struct file_new *);
/* Writes over what an open file holds, so that it is not left on the disk. */
void	 file_overwrite(int fd);
/* Whether both are there, and the same. */
int	 file_same(const char *, const char *);
/* Whether what a verb makes may go there: not where a store, a key or a recovery
 * sheet is.  CTXH_EUSAGE through app_fail(). */
int	 file_may_replace(struct app *, const char *path);
/* Puts bytes in the place of a file, in one step (a temporary one, renamed).*/
int	 file_replace(struct app *, const char *path, unsigned mode,
	    const char *text, size_t len);
/* All bytes, synced where that can be; -1 with errno. */
int	 file_write_all(int fd, const char *text, size_t len);
/* Makes the name of a new file outlive a power cut. */
void	 file_sync_dir(const char *dir);
/* Makes a folder and those above it, mode 0700. */
int	 file_mkdirs(struct app *, const char *path);

/* Fails with what it could not do to a file, and errno's word for why. */
int	 file_fail(struct app *, const char *text, const char *path);

/* ---- libraries that only some verbs need (library.c) ---- */
struct library_symbol { const char *name; void *to; };	/* end: { NULL } */
/* Whether the library is there with all of them; then each is in the function
 * pointer at its "to".  It stays loaded. */
int	 library_load(const char *soname, const struct library_symbol *);

/* ---- other processes ---- */
/* Whether it ended; a signal for us ends the waiting, too. */
int	 wait_for(pid_t, int *status);

#endif
