/* Runs the models of an image on their vectors and compares every output byte.
 *
 *   image_main FOLDER alternate          all models in turn, in one shared arena
 *   image_main FOLDER interleave A B     inputs of both, runs of both, outputs of both, in one shared arena
 *   image_main FOLDER threads A B...     a thread for each of these models, in one shared arena
 *   image_main FOLDER instances A B...   a thread for each, with an arena of its own; one may be named twice
 *
 * FOLDER/NAME.bin holds the vectors of a model: inputs and then expected outputs of each, raw, in graph order. The
 * models are in image_models.h, which emitted_image.cc writes. Threads repeat their vectors.
 */
#define _DEFAULT_SOURCE
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 20
#define MAX_THREADS 8

typedef struct {
    size_t offset; /* in the model's arena */
    size_t bytes;  /* 0: end of the list */
} span_t;

typedef struct {
    const char *name;
    size_t arena_bytes;
    void *(*place)(void *ram); /* the model's arena in the shared one */
    int (*run)(void *arena);
    const span_t *inputs;
    const span_t *outputs;
} model_t;

#include "image_models.h"

#define MODEL_COUNT (sizeof(models) / sizeof(models[0]))

/* A model, its vectors, and where it runs. */
typedef struct {
    const model_t *model;
    unsigned char *vectors;
    size_t bytes;
    void *ram;
    int is_shared;
    int failed;
} job_t;

static void fail(const char *what, const char *name)
{
    printf("%s: %s\n", name, what);
    exit(2);
}

static job_t open_job(const char *folder, const model_t *model)
{
    job_t job = {model, NULL, 0, NULL, 0, 0};
    char path[4096];
    FILE *file;
    long size;
    snprintf(path, sizeof(path), "%s/%s.bin", folder, model->name);
    file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        fail("no vectors", model->name);
    }
    size = ftell(file);
    rewind(file);
    job.bytes = (size_t)size;
    job.vectors = malloc(job.bytes);
    if (job.vectors == NULL || fread(job.vectors, 1, job.bytes, file) != job.bytes) {
        fail("vectors cannot be read", model->name);
    }
    fclose(file);
    return job;
}

static unsigned char *arena_of(const job_t *job)
{
    return job->is_shared ? job->model->place(job->ram) : job->ram;
}

/* Writes the inputs of the vector at `at`; returns where its outputs begin. */
static size_t put_inputs(job_t *job, size_t at)
{
    unsigned char *arena = arena_of(job);
    const span_t *span;
    for (span = job->model->inputs; span->bytes > 0; ++span) {
        memcpy(arena + span->offset, job->vectors + at, span->bytes);
        at += span->bytes;
    }
    return at;
}

static void run(job_t *job)
{
    if (job->model->run(arena_of(job)) != 0) {
        job->failed = 1;
    }
}

/* Compares with the outputs at `at`; returns where the next vector begins. */
static size_t compare_outputs(job_t *job, size_t at)
{
    const unsigned char *arena = arena_of(job);
    const span_t *span;
    for (span = job->model->outputs; span->bytes > 0; ++span) {
        if (memcmp(arena + span->offset, job->vectors + at, span->bytes) != 0) {
            job->failed = 1;
        }
        at += span->bytes;
    }
    return at;
}

static size_t run_vector(job_t *job, size_t at)
{
    at = put_inputs(job, at);
    run(job);
    return compare_outputs(job, at);
}

static void *run_all_vectors(void *argument)
{
    job_t *job = argument;
    int round;
    for (round = 0; round < ROUNDS; ++round) {
        size_t at = 0;
        while (at < job->bytes) {
            at = run_vector(job, at);
        }
    }
    return NULL;
}

static void *new_ram(size_t bytes)
{
    void *ram = malloc(bytes);
    if (ram == NULL) {
        fail("no memory", "arena");
    }
    memset(ram, 0xa5, bytes);
    return ram;
}

static int report(const job_t *jobs, size_t count)
{
    size_t i;
    int failed = 0;
    for (i = 0; i < count; ++i) {
        if (jobs[i].failed) {
            printf("%s: outputs differ\n", jobs[i].model->name);
            failed = 1;
        }
    }
    return failed;
}

/* Vector after vector, each of another model. */
static int alternate(const char *folder)
{
    job_t jobs[MODEL_COUNT];
    size_t at[MODEL_COUNT] = {0};
    void *ram = new_ram(IMAGE_BYTES);
    size_t i;
    int is_busy = 1;
    for (i = 0; i < MODEL_COUNT; ++i) {
        jobs[i] = open_job(folder, &models[i]);
        jobs[i].ram = ram;
        jobs[i].is_shared = 1;
    }
    while (is_busy) {
        is_busy = 0;
        for (i = 0; i < MODEL_COUNT; ++i) {
            if (at[i] < jobs[i].bytes) {
                at[i] = run_vector(&jobs[i], at[i]);
                is_busy = 1;
            }
        }
    }
    for (i = 0; i < MODEL_COUNT; ++i) {
        free(jobs[i].vectors);
    }
    free(ram);
    return report(jobs, MODEL_COUNT);
}

static const model_t *find_model(const char *name)
{
    size_t i;
    for (i = 0; i < MODEL_COUNT; ++i) {
        if (strcmp(models[i].name, name) == 0) {
            return &models[i];
        }
    }
    fail("no such model", name);
    return NULL;
}

static int interleave(const char *folder, char **names)
{
    job_t jobs[2];
    size_t at[2] = {0, 0};
    void *ram = new_ram(IMAGE_BYTES);
    size_t i;
    for (i = 0; i < 2; ++i) {
        jobs[i] = open_job(folder, find_model(names[i]));
        jobs[i].ram = ram;
        jobs[i].is_shared = 1;
    }
    while (at[0] < jobs[0].bytes && at[1] < jobs[1].bytes) {
        for (i = 0; i < 2; ++i) {
            at[i] = put_inputs(&jobs[i], at[i]);
        }
        for (i = 0; i < 2; ++i) {
            run(&jobs[i]);
        }
        for (i = 0; i < 2; ++i) {
            at[i] = compare_outputs(&jobs[i], at[i]);
        }
    }
    free(jobs[0].vectors);
    free(jobs[1].vectors);
    free(ram);
    return report(jobs, 2);
}

static int run_threads(const char *folder, char **names, size_t count, int is_shared)
{
    job_t jobs[MAX_THREADS];
    pthread_t threads[MAX_THREADS];
    void *ram = is_shared ? new_ram(IMAGE_BYTES) : NULL;
    size_t i;
    for (i = 0; i < count; ++i) {
        jobs[i] = open_job(folder, find_model(names[i]));
        jobs[i].is_shared = is_shared;
        jobs[i].ram = is_shared ? ram : new_ram(jobs[i].model->arena_bytes);
    }
    for (i = 0; i < count; ++i) {
        if (pthread_create(&threads[i], NULL, run_all_vectors, &jobs[i]) != 0) {
            fail("no thread", names[i]);
        }
    }
    for (i = 0; i < count; ++i) {
        pthread_join(threads[i], NULL);
        free(jobs[i].vectors);
        if (!is_shared) {
            free(jobs[i].ram);
        }
    }
    free(ram);
    return report(jobs, count);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[2], "alternate") == 0) {
        return alternate(argv[1]);
    }
    if (argc == 5 && strcmp(argv[2], "interleave") == 0) {
        return interleave(argv[1], argv + 3);
    }
    if (argc < 4 || argc - 3 > MAX_THREADS) {
        fail("wrong arguments", argv[0]);
    }
    return run_threads(argv[1], argv + 3, (size_t)(argc - 3), strcmp(argv[2], "threads") == 0);
}
