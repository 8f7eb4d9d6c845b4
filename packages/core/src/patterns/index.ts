export { defineTopic, type Publication, type TopicProtocol } from './topic.ts'
