/* The ring of batches between the reader, the sealers and the writer. */
#include <stdlib.h>
#include <string.h>

#include "lists/import.h"

#include "base/mem.h"

int
queue_init(struct queue *q, size_t rows)
{
	size_t i;

	memset(q, 0, sizeof(*q));
	q->rows = rows;
	if (pthread_mutex_init(&q->lock, NULL) != 0)
		return -1;
	if (pthread_cond_init(&q->changed, NULL) != 0) {
		(void)pthread_mutex_destroy(&q->lock);
		return -1;
	}
	for (i = 0; i < QUEUE_BATCHES; i++) {
		q->batch[i].rec = calloc(rows, sizeof(*q->batch[i].rec));
		if (q->batch[i].rec == NULL) {
			queue_free(q);
			return -1;
		}
	}
	return 0;
}

void
queue_free(struct queue *q)
{
	struct batch	*b;
	size_t		 i;

	EACH(b, q->batch, QUEUE_BATCHES) {
		for (i = 0; b->rec != NULL && i < q->rows; i++)
			row_free(&b->rec[i].sealed);
		free(b->rec);
		buf_free(&b->text);
	}
	(void)pthread_cond_destroy(&q->changed);
	(void)pthread_mutex_destroy(&q->lock);
}

struct batch *
queue_blank(struct queue *q)
{
	struct batch *b = NULL;

	(void)pthread_mutex_lock(&q->lock);
	while (!q->stopped && q->filled - q->taken == QUEUE_BATCHES)
		(void)pthread_cond_wait(&q->changed, &q->lock);
	if (!q->stopped) {
		b = &q->batch[q->filled % QUEUE_BATCHES];
		b->n = 0;
		b->ready = 0;
		buf_reset(&b->text);
	}
	(void)pthread_mutex_unlock(&q->lock);
	return b;
}

void
queue_fill(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->filled++;
	(void)pthread_cond_broadcast(&q->changed);
	(void)pthread_mutex_unlock(&q->lock);
}

void
queue_end(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->ended = 1;
	(void)pthread_cond_broadcast(&q->changed);
	(void)pthread_mutex_unlock(&q->lock);
}

struct batch *
queue_claim(struct queue *q)
{
	struct batch *b = NULL;

	(void)pthread_mutex_lock(&q->lock);
	while (!q->ended && !q->stopped && q->filled == q->claimed)
		(void)pthread_cond_wait(&q->changed, &q->lock);
	if (!q->stopped && q->filled != q->claimed)
		b = &q->batch[q->claimed++ % QUEUE_BATCHES];
	(void)pthread_mutex_unlock(&q->lock);
	return b;
}

void
queue_ready(struct queue *q, struct batch *b)
{
	(void)pthread_mutex_lock(&q->lock);
	b->ready = 1;
	(void)pthread_cond_broadcast(&q->changed);
	(void)pthread_mutex_unlock(&q->lock);
}

struct batch *
queue_next(struct queue *q)
{
	struct batch *b;

	(void)pthread_mutex_lock(&q->lock);
	b = &q->batch[q->taken % QUEUE_BATCHES];
	while (q->filled == q->taken ? !q->ended : !b->ready)
		(void)pthread_cond_wait(&q->changed, &q->lock);
	if (q->filled == q->taken)
		b = NULL;
	(void)pthread_mutex_unlock(&q->lock);
	return b;
}

void
queue_done(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->taken++;
	(void)pthread_cond_broadcast(&q->changed);
	(void)pthread_mutex_unlock(&q->lock);
}

void
queue_stop(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->stopped = 1;
	(void)pthread_cond_broadcast(&q->changed);
	(void)pthread_mutex_unlock(&q->lock);
}
