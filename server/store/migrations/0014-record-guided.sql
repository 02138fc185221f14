-- Records on which a case has begun once, also when nothing else is left of it: no other begins on them by itself.
create table record_guided (
  system text not null,
  type text not null,
  record text not null,
  primary key (system, type, record)
);
insert into record_guided (system, type, record) select distinct system, type, record from record_case;
