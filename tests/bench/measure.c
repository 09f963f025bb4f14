/*
 * Runs a command several times and prints the medians: measure [-n RUNS]
 * [-o FILE] COMMAND...  The line is wall seconds, processor seconds and the
 * largest resident size in KiB; it goes to standard error, or to FILE.  The
 * command's output is thrown away.  Fails where the command does.
 */
#define _DEFAULT_SOURCE
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1001 };

struct sample {
	double	wall;
	double	cpu;
	double	rss;
};

static double
now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double
seconds(struct timeval tv)
{
	return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

static int
one(char **argv, struct sample *s)
{
	double		start = now();
	struct rusage	ru;
	pid_t		pid = fork();
	int		status, fd;

	if (pid == 0) {
		if ((fd = open("/dev/null", O_RDWR)) != -1) {
			(void)dup2(fd, STDIN_FILENO);
			(void)dup2(fd, STDOUT_FILENO);
		}
		execvp(*argv, argv);
		perror(*argv);
		_exit(127);
	}
	if (pid == -1 || wait4(pid, &status, 0, &ru) != pid)
		return -1;
	s->wall = now() - start;
	s->cpu = seconds(ru.ru_utime) + seconds(ru.ru_stime);
	s->rss = (double)ru.ru_maxrss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int
main(int argc, char **argv)
{
	static double	 wall[MOST], cpu[MOST], rss[MOST];
	struct sample	 s;
	FILE		*out = stderr;
	int		 i, ch, code = 0, n = 1;

	while ((ch = getopt(argc, argv, "+n:o:")) != -1) {
		if (ch == 'n' && atoi(optarg) > 0)
			n = atoi(optarg);
		else if (ch != 'o' || (out = fopen(optarg, "w")) == NULL)
			return 2;
	}
	argv += optind;
	if (optind == argc || n > MOST)
		return 2;
	for (i = 0; i < n; i++) {
		if ((code = one(argv, &s)) != 0)
			break;
		wall[i] = s.wall;
		cpu[i] = s.cpu;
		rss[i] = s.rss;
	}
	if (i == n)
		(void)fprintf(out, "%.5f %.5f %.0f\n", median(wall, n),
		    median(cpu, n), median(rss, n));
	return code != 0 || fclose(out) == EOF;
}
