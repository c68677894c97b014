-- Owner: src/platform. Where a move of the clock is to end; null once it has arrived. A move that was cut off goes on to there.
alter table sandbox_clock add column target timestamptz;
