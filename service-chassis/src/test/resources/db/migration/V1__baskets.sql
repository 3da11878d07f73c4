create table baskets (id bigint primary key);
