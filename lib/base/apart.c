#define _GNU_SOURCE	/* close_range() */
#include "base/apart.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

#define SECONDS	60	/* of the processor */
#define HEAD	5
#define FILES	1024	/* that a host has open where nothing says how many */

/* Older kernels have no call for it. */
static void
close_from(int first, int last)
{
	if (first > last || close_range((unsigned)first, (unsigned)last, 0) ==
	    0)
		return;
	for (; first <= last && first < FILES; first++)
		(void)close(first);
}

/* All but the two. */
static void
close_others(int a, int b)
{
	int low = a < b ? a : b, high = a < b ? b : a;

	if (low < 0)
		low = high;
	close_from(0, low - 1);
	close_from(low + 1, high - 1);
	close_from(high + 1, INT_MAX);
}

/* What goes wrong there leaves no memory behind, reaches no file that is open
 * and no terminal, and ends with the host. */
static void
confine(int fd, int keep)
{
	struct rlimit	none = { 0, 0 }, seconds = { SECONDS, SECONDS };
	sigset_t	empty;
	int		i;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)prctl(PR_SET_DUMPABLE, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)setrlimit(RLIMIT_CPU, &seconds);
	close_others(fd, keep);
	for (i = SIGHUP; i < SIGSYS; i++)
		(void)signal(i, SIG_DFL);
	(void)sigemptyset(&empty);
	(void)sigprocmask(SIG_SETMASK, &empty, NULL);
}

int
apart_begin(struct apart *a, int keep, void (*fn)(int, void *), void *ctx)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == -1)
		return -1;
	a->pid = fork();
	if (a->pid == 0) {
		confine(fds[1], keep);
		fn(fds[1], ctx);
		(void)kill(getpid(), SIGKILL);
		for (;;)
			(void)pause();
	}
	(void)close(fds[1]);
	a->fd = fds[0];
	if (a->pid != -1)
		return 0;
	(void)close(a->fd);
	a->pid = 0;
	return -1;
}

void
apart_end(struct apart *a)
{
	if (a->pid == 0)
		return;
	(void)close(a->fd);
	(void)kill(a->pid, SIGKILL);
	while (waitpid(a->pid, NULL, 0) == -1 && errno == EINTR)
		;
	a->pid = 0;
}

static int
send_all(int fd, const char *p, size_t n)
{
	ssize_t sent;

	while (n > 0) {
		sent = send(fd, p, n, MSG_NOSIGNAL);
		if (sent == -1 && errno == EINTR)
			continue;
		if (sent <= 0)
			return -1;
		p += sent;
		n -= (size_t)sent;
	}
	return 0;
}

static int
receive_all(int fd, char *p, size_t n)
{
	ssize_t got;

	while (n > 0) {
		got = recv(fd, p, n, 0);
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		p += got;
		n -= (size_t)got;
	}
	return 0;
}

int
apart_send(int fd, char letter, const void *p, size_t n)
{
	char	head[HEAD] = { letter };
	int	i;

	for (i = 1; i < HEAD; i++)
		head[i] = (char)(n >> 8 * (i - 1) & 0xff);
	return send_all(fd, head, HEAD) == 0 ? send_all(fd, p, n) : -1;
}

int
apart_receive(int fd, char *letter, struct buf *out, size_t max)
{
	char	head[HEAD], part[4096];
	size_t	left = 0, n;
	int	i, rc;

	buf_reset(out);
	if (receive_all(fd, head, HEAD) != 0)
		return -1;
	*letter = head[0];
	for (i = HEAD - 1; i > 0; i--)
		left = left << 8 | (unsigned char)head[i];
	for (rc = left <= max ? 0 : -1; left > 0 && rc == 0; left -= n) {
		n = left < sizeof(part) ? left : sizeof(part);
		if ((rc = receive_all(fd, part, n)) == 0)
			buf_add(out, part, n);
	}
	mem_wipe(part, sizeof(part));
	return rc;
}
