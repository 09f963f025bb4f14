/*
 * A process of its own for a library that may end the one it runs in, or fall
 * over what it is given.  It has the host's memory as it was, and a socket on
 * which the two send each other records: a letter, the length in 4 bytes, as
 * many bytes.
 */
#ifndef BASE_APART_H
#define BASE_APART_H

#include <sys/types.h>

#include "base/buf.h"

struct apart {
	pid_t	pid;		/* 0: none */
	int	fd;		/* the host's end */
};

/*
 * Starts fn there, with its end of the socket; of what the host has open only
 * keep (-1: nothing) stays so.  When fn returns, or the host ends, so does the
 * process, by a signal: nothing that the host wants to be done at its end may
 * be done there.  0, or -1.
 */
int	 apart_begin(struct apart *, int keep, void (*fn)(int fd, void *ctx),
	    void *ctx);
/* Harmless where there is none. */
void	 apart_end(struct apart *);

/* Either way; 0, or -1 where the other end is gone. */
int	 apart_send(int fd, char letter, const void *, size_t);
/* The next record of at most max bytes, its bytes into the emptied buffer, of
 * which the caller asks buf_failed(). */
int	 apart_receive(int fd, char *letter, struct buf *, size_t max);

#endif
