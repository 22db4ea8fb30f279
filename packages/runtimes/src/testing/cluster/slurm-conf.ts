/** What a test's cluster is made of. */
export interface ClusterShape {
  /** Names of its nodes; all are this machine. */
  readonly nodes: readonly string[]
  /** Of each node, whatever this machine has. */
  readonly cpus: number
  /** Indices of an array are below it. */
  readonly maxArraySize: number
  /** Beside the rest, for instance `MinJobAge=2`. */
  readonly lines: readonly string[]
}

/** A free port of loopback for each daemon. */
export interface ClusterPorts {
  readonly controller: number
  readonly nodes: readonly number[]
}

/** slurm.conf of a cluster whose files are all in one folder, and whose daemons listen on loopback alone. */
export function slurmConf(folder: string, shape: ClusterShape, ports: ClusterPorts): string {
  const { nodes, cpus, maxArraySize, lines } = shape
  return [
    'ClusterName=retable-test',
    'SlurmctldHost=localhost(127.0.0.1)',
    'SlurmUser=root',
    'SlurmdUser=root',
    `SlurmctldPort=${ports.controller}`,
    'AuthType=auth/munge',
    `AuthInfo=socket=${folder}/munge.socket`,
    'CredType=cred/munge',
    'CommunicationParameters=NoInAddrAny,NoCtldInAddrAny',
    'MpiDefault=none',
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'GresTypes=gpu',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    // More cores than this machine has are what they say they are.
    'SlurmdParameters=config_overrides',
    'ReturnToService=2',
    `StateSaveLocation=${folder}/state`,
    `SlurmdSpoolDir=${folder}/spool-%n`,
    `SlurmctldPidFile=${folder}/slurmctld.pid`,
    `SlurmdPidFile=${folder}/slurmd-%n.pid`,
    'AccountingStorageType=accounting_storage/none',
    'JobAcctGatherType=jobacct_gather/none',
    'MinJobAge=3600',
    `MaxArraySize=${maxArraySize}`,
    'SchedulerParameters=sched_interval=1,batch_sched_delay=0',
    'PreemptType=preempt/partition_prio',
    'PreemptMode=REQUEUE',
    'KillWait=5',
    ...nodes.map(
      (name, index) =>
        `NodeName=${name} NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports.nodes[index]} CPUs=${cpus} Gres=gpu:a100:4 State=UNKNOWN`,
    ),
    `PartitionName=low Nodes=${nodes.join(',')} Default=YES MaxTime=INFINITE State=UP PriorityTier=1 GraceTime=0`,
    `PartitionName=high Nodes=${nodes.join(',')} MaxTime=INFINITE State=UP PriorityTier=2`,
    ...lines,
    '',
  ].join('\n')
}

/** gres.conf: GPUs that are files, and compute nothing. */
export function gresConf(folder: string): string {
  return `Name=gpu Type=a100 File=${folder}/gpu[0-3]\n`
}
