/*
 * A process apart: what it is sent in records of whatever length it sends back
 * the same, its letter too; a record that is too long for the host, an end in
 * the middle of one and a process that fell are told; of the host's descriptors
 * it has the one that it was to keep.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/apart.h"
#include "fuzz.h"

#define LONGEST	((size_t)200 << 10)

struct ask {
	int	 kept, other;	/* descriptors of the host */
};

/* Sends back what comes; 'E' ends it, 'T' tears its answer off. */
static void
echo(int fd, void *ctx)
{
	const struct ask *ask = ctx;
	struct buf	  b = { 0 };
	char		  letter;

	if (fcntl(ask->kept, F_GETFD) == -1 || fcntl(ask->other, F_GETFD) != -1)
		return;
	while (apart_receive(fd, &letter, &b, LONGEST) == 0) {
		if (letter == 'E')
			return;
		if (letter == 'T') {
			(void)!write(fd, "T\377\0\0\0torn", 9);
			return;
		}
		if (apart_send(fd, letter, b.data, b.len) != 0)
			return;
	}
}

/* A record of n bytes, there and back; max is what the host takes. */
static int
there_and_back(const struct apart *a, char letter, size_t n, size_t max)
{
	static char	text[LONGEST];
	struct buf	b = { 0 };
	char		back = 0;
	int		rc;

	memset(text, letter, n);
	if (apart_send(a->fd, letter, text, n) != 0)
		return -1;
	if ((rc = apart_receive(a->fd, &back, &b, max)) == 0)
		check(back == letter && b.len == n && (n == 0 ||
		    memcmp(b.data, text, n) == 0));
	buf_free(&b);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ask	ask = { open("/dev/null", O_RDONLY),
			    open("/dev/null", O_RDONLY) };
	struct apart	a = { 0 };
	size_t		i, n;

	check(ask.kept >= 0 && ask.other >= 0);
	check(apart_begin(&a, ask.kept, echo, &ask) == 0);
	for (i = 0; i + 1 < size && i < 32; i += 2) {
		n = (size_t)data[i] * data[i + 1] * 3 % LONGEST;
		check(there_and_back(&a, 'a', n, LONGEST) == 0);
	}
	if (size % 3 == 0)
		check(there_and_back(&a, 'a', 100, 99) == -1);
	else
		check(there_and_back(&a, size % 3 == 1 ? 'E' : 'T', 5,
		    LONGEST) == -1);
	apart_end(&a);
	apart_end(&a);
	check(a.pid == 0);
	(void)close(ask.kept);
	(void)close(ask.other);
	return 0;
}
