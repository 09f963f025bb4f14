/*
 * app.h: the ends of a run, for main.c.
 */
#ifndef APP_H
#define APP_H

struct app;

/* Says once what went wrong: on standard error, or as JSON. */
void	 app_report(struct app *, int status);
void	 app_free(struct app *);

#endif
