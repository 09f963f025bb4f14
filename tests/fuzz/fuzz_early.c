/*
 * Writing a file early leaves it, and the locks that the process has on it, as
 * they were: those that only SQLite knows of, too.
 */
#define _DEFAULT_SOURCE		/* wait(), F_GETLK */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/early.h"
#include "fuzz.h"

static void *
run(void *path)
{
	early_sync(path, 1);
	return NULL;
}

/* Whether another process may not write. */
static int
is_locked(int fd)
{
	struct flock	l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	pid_t		child = fork();
	int		status;

	check(child != -1);
	if (child == 0)
		_exit(fcntl(fd, F_GETLK, &l) == 0 && l.l_type != F_UNLCK);
	check(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct flock	l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char		path[] = "/tmp/fuzz-early-XXXXXX", *back;
	pthread_t	thread;
	int		fd = mkstemp(path);

	back = malloc(size + 1);
	check(fd != -1 && back != NULL &&
	    write(fd, data, size) == (ssize_t)size);
	check(!is_locked(fd) && fcntl(fd, F_SETLK, &l) == 0 && is_locked(fd));
	check(pthread_create(&thread, NULL, run, path) == 0 &&
	    pthread_join(thread, NULL) == 0);
	check(is_locked(fd));
	check(pread(fd, back, size + 1, 0) == (ssize_t)size &&
	    memcmp(back, data, size) == 0);
	free(back);
	(void)unlink(path);
	(void)close(fd);
	return 0;
}
