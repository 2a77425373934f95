"""Nothing goes in; the numbers of the fields that `kubectl create …` sends in protobuf come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

# Message: number name, number name:type, … A type is text (the default), int, bool, bytes, IntOrString, Time, a
# message of this table, or map<type>; [] makes it a list, ? keeps a zero that a pointer carries, ! puts the fields
# of the message in place of it. Fields that kubectl never fills are left out and refused when they come filled.
_FIELDS = """
Namespace: 1 metadata:ObjectMeta
ConfigMap: 1 metadata:ObjectMeta, 2 data:map<text>, 3 binaryData:map<bytes>, 4 immutable:bool?
Secret: 1 metadata:ObjectMeta, 2 data:map<bytes>, 3 type, 4 stringData:map<text>, 5 immutable:bool?
ServiceAccount: 1 metadata:ObjectMeta
Service: 1 metadata:ObjectMeta, 2 spec:ServiceSpec
ServiceSpec: 1 ports:[]ServicePort, 2 selector:map<text>, 3 clusterIP, 4 type, 10 externalName
ServicePort: 1 name, 2 protocol, 3 port:int, 4 targetPort:IntOrString, 5 nodePort:int
Deployment: 1 metadata:ObjectMeta, 2 spec:DeploymentSpec
DeploymentSpec: 1 replicas:int?, 2 selector:LabelSelector, 3 template:PodTemplateSpec
LabelSelector: 1 matchLabels:map<text>
PodTemplateSpec: 1 metadata:ObjectMeta, 2 spec:PodSpec
PodSpec: 2 containers:[]Container, 3 restartPolicy
Container: 1 name, 2 image, 3 command:[]text, 4 args:[]text, 6 ports:[]ContainerPort
ContainerPort: 1 name, 2 hostPort:int, 3 containerPort:int, 4 protocol, 5 hostIP
Job: 1 metadata:ObjectMeta, 2 spec:JobSpec
JobSpec: 6 template:PodTemplateSpec
CronJob: 1 metadata:ObjectMeta, 2 spec:CronJobSpec
CronJobSpec: 1 schedule, 5 jobTemplate:JobTemplateSpec
JobTemplateSpec: 1 metadata:ObjectMeta, 2 spec:JobSpec
Ingress: 1 metadata:ObjectMeta, 2 spec:IngressSpec
IngressSpec: 1 defaultBackend:IngressBackend, 2 tls:[]IngressTLS, 3 rules:[]IngressRule, 4 ingressClassName
IngressTLS: 1 hosts:[]text, 2 secretName
IngressRule: 1 host, 2 value:IngressRuleValue!
IngressRuleValue: 1 http:HTTPIngressRuleValue
HTTPIngressRuleValue: 1 paths:[]HTTPIngressPath
HTTPIngressPath: 1 path, 2 backend:IngressBackend, 3 pathType
IngressBackend: 4 service:IngressServiceBackend
IngressServiceBackend: 1 name, 2 port:ServiceBackendPort
ServiceBackendPort: 1 name, 2 number:int
Role: 1 metadata:ObjectMeta, 2 rules:[]PolicyRule
ClusterRole: 1 metadata:ObjectMeta, 2 rules:[]PolicyRule, 3 aggregationRule:AggregationRule
AggregationRule: 1 clusterRoleSelectors:[]LabelSelector
PolicyRule: 1 verbs:[]text, 2 apiGroups:[]text, 3 resources:[]text, 4 resourceNames:[]text, 5 nonResourceURLs:[]text
RoleBinding: 1 metadata:ObjectMeta, 2 subjects:[]Subject, 3 roleRef:RoleRef
ClusterRoleBinding: 1 metadata:ObjectMeta, 2 subjects:[]Subject, 3 roleRef:RoleRef
Subject: 1 kind, 2 apiGroup, 3 name, 4 namespace
RoleRef: 1 apiGroup, 2 kind, 3 name
ResourceQuota: 1 metadata:ObjectMeta, 2 spec:ResourceQuotaSpec
ResourceQuotaSpec: 1 hard:map<Quantity>, 2 scopes:[]text
PodDisruptionBudget: 1 metadata:ObjectMeta, 2 spec:PodDisruptionBudgetSpec
PodDisruptionBudgetSpec: 1 minAvailable:IntOrString, 2 selector:LabelSelector, 3 maxUnavailable:IntOrString
PriorityClass: 1 metadata:ObjectMeta, 2 value:int, 3 globalDefault:bool, 4 description, 5 preemptionPolicy
HorizontalPodAutoscaler: 1 metadata:ObjectMeta, 2 spec:HorizontalPodAutoscalerSpec
HorizontalPodAutoscalerSpec: 1 scaleTargetRef:ObjectReference, 2 minReplicas:int?, 3 maxReplicas:int, 4 metrics:[]Metric
ObjectReference: 1 kind, 2 name, 3 apiVersion
Metric: 1 type, 4 resource:ResourceMetric
ResourceMetric: 1 name, 2 target:MetricTarget
MetricTarget: 1 type, 4 averageUtilization:int?
SelfSubjectAccessReview: 1 metadata:ObjectMeta, 2 spec:SelfSubjectAccessReviewSpec
SelfSubjectAccessReviewSpec: 1 resourceAttributes:ResourceAttributes, 2 nonResourceAttributes:NonResourceAttributes
ResourceAttributes: 1 namespace, 2 verb, 3 group, 4 version, 5 resource, 6 subresource, 7 name
NonResourceAttributes: 1 path, 2 verb
SelfSubjectRulesReview: 1 metadata:ObjectMeta, 2 spec:SelfSubjectRulesReviewSpec
SelfSubjectRulesReviewSpec: 1 namespace
SelfSubjectReview: 1 metadata:ObjectMeta
Eviction: 1 metadata:ObjectMeta
ObjectMeta: 1 name, 2 generateName, 3 namespace, 11 labels:map<text>, 12 annotations:map<text>
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: its name in JSON and how its bytes are read."""

    name: str
    type: str = "text"
    repeated: bool = False
    keeps_zero: bool = False
    inlined: bool = False


@cache
def messages() -> Mapping[str, Mapping[int, Field]]:
    """Return the fields of every known message by number."""
    table = {}
    for line in _FIELDS.strip().splitlines():
        message, _, fields = line.partition(": ")
        table[message] = dict(_field(entry) for entry in fields.split(", "))
    return table


def _field(entry: str) -> tuple[int, Field]:
    number, _, told = entry.strip().partition(" ")
    name, _, kind = told.partition(":")
    bare = kind.removeprefix("[]").rstrip("?!") or "text"
    repeated, keeps_zero, inlined = kind.startswith("[]"), kind.endswith("?"), kind.endswith("!")
    return int(number), Field(name, bare, repeated, keeps_zero, inlined)
